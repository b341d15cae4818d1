namespace PodMirror.Spans;

/// <summary>Private keys in a textual form (RFC 7468), of every type; also those whose line ends are written as \n.</summary>
internal static class PrivateKeyRecognizer
{
    // "-----BEGIN ENCRYPTED PRIVATE KEY-----" and the like; the longest label in use has 21 bytes.
    private const int MaxLabel = 64;

    /// <summary>Looks at a hyphen. A key without an end goes on to the end of the text.</summary>
    internal static bool TryFind(ref ValueScan scan, int at, out SensitiveMatch match)
    {
        match = default;
        if (!scan.Kinds.Contains(SensitiveKind.PrivateKey))
        {
            return false;
        }

        ReadOnlySpan<byte> text = scan.Text[at..];
        if (text.StartsWith("-----BEGIN "u8))
        {
            ReadOnlySpan<byte> label = text[..Math.Min(text.Length, MaxLabel)];
            int key = label.IndexOf("PRIVATE KEY"u8);
            if (key < 0 || label["-----BEGIN ".Length..key].ContainsAny("-\r\n"u8))
            {
                return false;
            }

            int end = text.IndexOf("-----END "u8);
            int close = end < 0 ? -1 : text[(end + "-----END ".Length)..].IndexOf("-----"u8);
            int length = close < 0 ? text.Length : end + "-----END ".Length + close + "-----".Length;
            return scan.Found(SensitiveKind.PrivateKey, at, at + length, out match);
        }

        return TryNamed(ref scan, at, "PuTTY"u8, "PuTTY-User-Key-File-"u8, isToEnd: true, out match)
            || TryNamed(ref scan, at, "AGE"u8, "AGE-SECRET-KEY-1"u8, isToEnd: false, out match);
    }

    private static bool TryNamed(
        ref ValueScan scan, int at, ReadOnlySpan<byte> word, ReadOnlySpan<byte> prefix, bool isToEnd, out SensitiveMatch match)
    {
        match = default;
        int start = at - word.Length;
        if (start < scan.From || !scan.Text[start..].StartsWith(prefix) || !scan.BeginsToken(start))
        {
            return false;
        }

        int body = start + prefix.Length;
        int end = isToEnd ? scan.Text.Length : body + TextClass.RunOf(TextClass.Base64Url, scan.Text[body..], MaxLabel);
        return scan.Found(SensitiveKind.PrivateKey, start, end, out match);
    }
}
