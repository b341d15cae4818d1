using System.Buffers;

namespace PodMirror.Spans;

/// <summary>Hides user information, secret keys and what looks sensitive in URLs, whole or relative, and in texts that hold them.</summary>
/// <param name="values">Decides about each value.</param>
/// <param name="queries">Takes paths and queries apart.</param>
internal sealed class UrlRedactor(ValueRedactor values, QueryRedactor queries)
{
    private static readonly SearchValues<byte> PathEnds = SearchValues.Create("?#"u8);

    private readonly ByteBuffer _head = new(4 * BodyDecoder.MaxLayerBytes);

    /// <summary>Writes a URL or a part of one. The fragment is treated as a query: that is where the implicit grant of OAuth puts tokens.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="path">Where its path stands.</param>
    /// <param name="query">Where its query stands.</param>
    /// <param name="output">Where to.</param>
    internal void Write(ReadOnlySpan<byte> url, Place path, Place query, ByteBuffer output)
    {
        int begin = url.IndexOfAny(PathEnds);
        ReadOnlySpan<byte> head = begin < 0 ? url : url[..begin];
        if (UserInfo.IsIn(head))
        {
            _head.Clear();
            UserInfo.Write(head, _head);
            head = _head.Written;
            values.Found(SensitiveKind.UrlUserInfo);
            path.Report(values, default);
        }

        queries.WritePath(head, path, output);
        if (begin >= 0)
        {
            queries.WriteQuery(url[begin..], NamePlaces.Query, query, output);
        }
    }

    /// <summary>Writes the value of a Link field: each URL in angle brackets for itself (RFC 8288 section 3).</summary>
    internal void WriteLink(ReadOnlySpan<byte> value, Place place, ByteBuffer output)
    {
        while (value.IndexOf((byte)'<') is >= 0 and var open)
        {
            output.Append(value[..(open + 1)]);
            value = value[(open + 1)..];
            int close = value.IndexOf((byte)'>');
            close = close < 0 ? value.Length : close;
            Write(value[..close], place, place, output);
            value = value[close..];
        }

        Write(value, place, place, output);
    }
}
