using System.Text;

namespace PodMirror.Protocols;

/// <summary>The fields that every connection knows (RFC 7541, appendix A). Indexes begin with 1.</summary>
internal static class StaticTable
{
    /// <summary>How many there are; the dynamic table's indexes go on behind them.</summary>
    public const int Count = 61;

    private static readonly string[][] Lines = [.. Fields.ReplaceLineEndings("\n").Split('\n').Select(line => line.Split(' ', 2))];
    private static readonly byte[][] Names = [.. Lines.Select(line => Encoding.ASCII.GetBytes(line[0]))];
    private static readonly byte[][] Values = [.. Lines.Select(line => line.Length > 1 ? Encoding.ASCII.GetBytes(line[1]) : [])];

    private const string Fields =
        """
        :authority
        :method GET
        :method POST
        :path /
        :path /index.html
        :scheme http
        :scheme https
        :status 200
        :status 204
        :status 206
        :status 304
        :status 400
        :status 404
        :status 500
        accept-charset
        accept-encoding gzip, deflate
        accept-language
        accept-ranges
        accept
        access-control-allow-origin
        age
        allow
        authorization
        cache-control
        content-disposition
        content-encoding
        content-language
        content-length
        content-location
        content-range
        content-type
        cookie
        date
        etag
        expect
        expires
        from
        host
        if-match
        if-modified-since
        if-none-match
        if-range
        if-unmodified-since
        last-modified
        link
        location
        max-forwards
        proxy-authenticate
        proxy-authorization
        range
        referer
        refresh
        retry-after
        server
        set-cookie
        strict-transport-security
        transfer-encoding
        user-agent
        vary
        via
        www-authenticate
        """;

    /// <summary>The name at an index in [1, <see cref="Count"/>].</summary>
    public static ReadOnlySpan<byte> Name(int index) => Names[index - 1];

    /// <summary>The value at an index in [1, <see cref="Count"/>]; empty where only the name is known.</summary>
    public static ReadOnlySpan<byte> Value(int index) => Values[index - 1];
}
