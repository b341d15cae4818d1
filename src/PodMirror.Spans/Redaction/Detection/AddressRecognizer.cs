using System.Buffers;

namespace PodMirror.Spans;

/// <summary>Addresses of machines: IPv4 (RFC 791), IPv6 (RFC 4291 section 2.2), and hardware addresses.</summary>
internal static class AddressRecognizer
{
    // ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255
    private const int MaxLength = 45;
    private const int MacLength = 17;
    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("0123456789ABCDEFabcdef:."u8);

    /// <summary>IPv4 from its first word on.</summary>
    internal static bool TryV4(ref ValueScan scan, int start, int end, out SensitiveMatch match)
    {
        match = default;
        if (end - start > 3 || scan.At(end) != '.' || !scan.Kinds.Contains(SensitiveKind.IpAddress) || !scan.BeginsToken(start))
        {
            return false;
        }

        int length = TextClass.RunOf(Alphabet, scan.Text[start..], 16);
        ReadOnlySpan<byte> run = scan.Text.Slice(start, length);
        int colon = run.IndexOf((byte)':');
        run = (colon < 0 ? run : run[..colon]).TrimEnd((byte)'.');
        return IsV4(run) && !TextClass.IsWord(scan.At(start + run.Length))
            && scan.Found(SensitiveKind.IpAddress, start, start + run.Length, out match);
    }

    /// <summary>IPv6 or a hardware address around a colon.</summary>
    internal static bool TryColon(ref ValueScan scan, int at, out SensitiveMatch match)
    {
        match = default;
        int first = Math.Max(scan.From, at - MaxLength);
        int start = first + scan.Text[first..at].LastIndexOfAnyExcept(Alphabet) + 1;
        int end = at + TextClass.RunOf(Alphabet, scan.Text[at..], MaxLength);
        if (TextClass.IsWord(scan.At(start - 1)) || TextClass.IsWord(scan.At(end)) || end - start > MaxLength)
        {
            return false;
        }

        ReadOnlySpan<byte> run = scan.Text[start..end];
        return (IsMac(run) && scan.Found(SensitiveKind.MacAddress, start, end, out match))
            || (IsV6(run) && scan.Found(SensitiveKind.IpAddress, start, end, out match));
    }

    private static bool IsV4(ReadOnlySpan<byte> text)
    {
        int parts = 0;
        foreach (Range range in text.Split((byte)'.'))
        {
            ReadOnlySpan<byte> part = text[range];
            if (part.Length is 0 or > 3 || !TextClass.AreDigits(part) || !byte.TryParse(part, out _))
            {
                return false;
            }

            parts++;
        }

        return parts == 4;
    }

    private static bool IsMac(ReadOnlySpan<byte> text)
    {
        bool isForm = text.Length == MacLength;
        for (int i = 0; isForm && i < MacLength; i++)
        {
            isForm = i % 3 == 2 ? text[i] == ':' : TextClass.Hex.Contains(text[i]);
        }

        return isForm;
    }

    // Eight groups, or fewer with one :: for those left out. "::" alone is no address worth telling of.
    private static bool IsV6(ReadOnlySpan<byte> text)
    {
        int gap = text.IndexOf("::"u8);
        if (text.Length < 3 || (gap >= 0 && text[(gap + 1)..].IndexOf("::"u8) >= 0))
        {
            return false;
        }

        int groups = 0;
        foreach (Range range in text.Split((byte)':'))
        {
            ReadOnlySpan<byte> group = text[range];
            if (group.Length > 4 || group.Contains((byte)'.'))
            {
                return IsV4(group) && range.End.GetOffset(text.Length) == text.Length && groups is > 0 and <= 6;
            }

            groups += group.IsEmpty ? 0 : 1;
        }

        return gap < 0 ? groups == 8 && text[0] != ':' && text[^1] != ':' : groups is > 0 and < 8;
    }
}
