using System.Buffers;

namespace PodMirror.Spans;

/// <summary>Finds and hides <c>user:password@</c> in URLs (RFC 3986 section 3.2.1).</summary>
internal static class UserInfo
{
    private static readonly SearchValues<byte> AuthorityEnds = SearchValues.Create("/?#\"<> "u8);

    /// <summary>Whether a URL in the text holds user information.</summary>
    internal static bool IsIn(ReadOnlySpan<byte> text) => text.Contains((byte)'@') && TryFind(text, out _, out _);

    /// <summary>Writes the text with the user information of every URL in it hidden.</summary>
    internal static void Write(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        while (TryFind(text, out int start, out int at))
        {
            output.Append(text[..start]);
            WriteHidden(text[start..at], output);
            text = text[at..];
        }

        output.Append(text);
    }

    /// <summary>Writes an authority alone, such as Host has and CONNECT asks for.</summary>
    internal static void WriteAuthority(ReadOnlySpan<byte> authority, ByteBuffer output)
    {
        int at = authority.LastIndexOf((byte)'@');
        if (at > 0)
        {
            WriteHidden(authority[..at], output);
            authority = authority[at..];
        }

        output.Append(authority);
    }

    /// <summary>Writes what stands for user information, in the form that OpenTelemetry asks for in url.full: REDACTED:REDACTED@.</summary>
    internal static void WriteHidden(ReadOnlySpan<byte> userInfo, ByteBuffer output)
    {
        output.Append(Redactor.Placeholder);
        if (userInfo.Contains((byte)':'))
        {
            output.Append((byte)':');
            output.Append(Redactor.Placeholder);
        }
    }

    private static bool TryFind(ReadOnlySpan<byte> text, out int start, out int at)
    {
        start = 0;
        at = 0;
        while (text[start..].IndexOf("//"u8) is >= 0 and var slashes)
        {
            start += slashes + 2;
            ReadOnlySpan<byte> authority = text[start..];
            int end = authority.IndexOfAny(AuthorityEnds);
            at = (end < 0 ? authority : authority[..end]).LastIndexOf((byte)'@');
            if (at > 0)
            {
                at += start;
                return true;
            }
        }

        return false;
    }
}
