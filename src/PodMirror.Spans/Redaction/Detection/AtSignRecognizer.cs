using System.Buffers;

namespace PodMirror.Spans;

/// <summary>What stands around an at sign: user information of a URL, or a mailbox.</summary>
internal static class AtSignRecognizer
{
    // RFC 5321 section 4.5.3.1: 64 octets before the at sign, 255 after it.
    private const int MaxLocal = 64;
    private const int MaxDomain = 255;

    // Passwords that are tokens have hundreds of bytes.
    private const int MaxUserInfo = 1024;

    private static readonly SearchValues<byte> Local = SearchValues.Create(
        [.. "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.!#$%&'*+-^_`{|}~"u8, .. Enumerable.Range(128, 128).Select(b => (byte)b)]);

    private static readonly SearchValues<byte> Domain = SearchValues.Create(
        [.. "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-"u8, .. Enumerable.Range(128, 128).Select(b => (byte)b)]);

    private static readonly SearchValues<byte> NotOfTop = SearchValues.Create("0123456789-"u8);
    private static readonly SearchValues<byte> NotUserInfo = SearchValues.Create("/?#@ \t\r\n\"'<>\\"u8);
    private static readonly SearchValues<byte> EndOfAuthority = SearchValues.Create("/?# \t\r\n\"'<>\\"u8);

    /// <summary>Looks at an at sign.</summary>
    internal static bool TryFind(ref ValueScan scan, int at, out SensitiveMatch match) =>
        TryUserInfo(ref scan, at, out match, out bool isUrl) || (!isUrl && TryEmail(ref scan, at, out match));

    // Both searches end at another at sign or at what was found before, so that many of them cost no more than their distances.
    private static bool TryUserInfo(ref ValueScan scan, int at, out SensitiveMatch match, out bool isUrl)
    {
        match = default;
        int first = Math.Max(scan.From, at - MaxUserInfo);
        int start = first + scan.Text[first..at].LastIndexOfAny(NotUserInfo) + 1;
        isUrl = start >= 3 && scan.Text[..start].EndsWith("://"u8);
        int colon = scan.Text[start..at].IndexOf((byte)':');
        if (!isUrl || colon < 0 || start + colon + 1 == at)
        {
            return false;
        }

        // An at sign that belongs to the password was to be encoded, and often is not.
        ReadOnlySpan<byte> rest = scan.Text[at..Math.Min(scan.Text.Length, at + MaxUserInfo)];
        int end = rest.IndexOfAny(EndOfAuthority);
        int last = rest[..(end < 0 ? rest.Length : end)].LastIndexOf((byte)'@');
        return scan.Found(SensitiveKind.UrlUserInfo, start, at + last, out match);
    }

    private static bool TryEmail(ref ValueScan scan, int at, out SensitiveMatch match)
    {
        match = default;
        int first = Math.Max(scan.From, at - MaxLocal);
        int start = first + scan.Text[first..at].LastIndexOfAnyExcept(Local) + 1;
        while (start < at && (scan.Text[start] is (byte)'.' or (byte)'\'' or (byte)'&' or (byte)'`' or (byte)'*' or (byte)'{' or (byte)'|'))
        {
            start++;
        }

        int end = at + 1 + TextClass.RunOf(Domain, scan.Text[(at + 1)..], MaxDomain);
        while (end > at + 1 && scan.Text[end - 1] is (byte)'.' or (byte)'-')
        {
            end--;
        }

        bool isMailbox = start < at && scan.Text[at - 1] != '.' && IsDomain(scan.Text[(at + 1)..end]) && scan.At(end) is not ((byte)'@' or (byte)'_');
        bool isRepository = scan.At(end) == ':' && scan.Text[start..at].SequenceEqual("git"u8);
        return isMailbox && !isRepository && scan.Found(SensitiveKind.Email, start, end, out match);
    }

    private static bool IsDomain(ReadOnlySpan<byte> domain)
    {
        int dot = domain.LastIndexOf((byte)'.');
        if (dot < 1 || domain[0] is (byte)'.' or (byte)'-' || domain.IndexOf(".."u8) >= 0)
        {
            return false;
        }

        ReadOnlySpan<byte> top = domain[(dot + 1)..];
        bool isTop = top.Length >= 2 && (top.StartsWith("xn--"u8) || !top.ContainsAny(NotOfTop));
        return isTop && !IsFileExtension(top);
    }

    // Pictures for dense screens (icon@2x.png) and packages (vue@next.js) have a name before and after an at sign too.
    private static bool IsFileExtension(ReadOnlySpan<byte> top) =>
        top.SequenceEqual("png"u8) || top.SequenceEqual("jpg"u8) || top.SequenceEqual("jpeg"u8) || top.SequenceEqual("gif"u8)
        || top.SequenceEqual("svg"u8)
        || top.SequenceEqual("webp"u8) || top.SequenceEqual("js"u8) || top.SequenceEqual("css"u8) || top.SequenceEqual("json"u8)
        || top.SequenceEqual("html"u8);
}
