using System.Buffers;

namespace PodMirror.Spans;

/// <summary>Hides user information and secret keys in URLs, whole or relative, and in texts that hold them.</summary>
internal static class UrlRedactor
{
    private static readonly SearchValues<byte> PathEnds = SearchValues.Create("?#"u8);

    /// <summary>Writes a URL or a part of one. The fragment is treated as a query: that is where the implicit grant of OAuth puts tokens.</summary>
    internal static void Write(RedactionRules rules, ReadOnlySpan<byte> url, ByteBuffer scratch, ByteBuffer output)
    {
        int query = url.IndexOfAny(PathEnds);
        ReadOnlySpan<byte> head = query < 0 ? url : url[..query];
        if (UserInfo.IsIn(head))
        {
            scratch.Clear();
            UserInfo.Write(head, scratch);
            head = scratch.Written;
        }

        QueryRedactor.WritePath(rules, head, output);
        if (query >= 0)
        {
            QueryRedactor.WriteQuery(rules, url[query..], output);
        }
    }

    /// <summary>Writes the value of a Link field: each URL in angle brackets for itself (RFC 8288 section 3).</summary>
    internal static void WriteLink(RedactionRules rules, ReadOnlySpan<byte> value, ByteBuffer scratch, ByteBuffer output)
    {
        while (value.IndexOf((byte)'<') is >= 0 and var open)
        {
            output.Append(value[..(open + 1)]);
            value = value[(open + 1)..];
            int close = value.IndexOf((byte)'>');
            close = close < 0 ? value.Length : close;
            Write(rules, value[..close], scratch, output);
            value = value[close..];
        }

        Write(rules, value, scratch, output);
    }
}
