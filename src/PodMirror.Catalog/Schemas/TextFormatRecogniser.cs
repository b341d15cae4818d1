using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace PodMirror.Catalog.Schemas;

/// <summary>Tells which formats a string has.</summary>
internal static class TextFormatRecogniser
{
    private const int LongestAddress = 45;

    /// <summary>The formats of a string among those that are still possible.</summary>
    public static TextFormats Among(TextFormats possible, ReadOnlySpan<byte> text)
    {
        TextFormats found = TextFormats.None;
        found |= possible & TextFormats.DateTime & If(IsDateTime(text), TextFormats.DateTime);
        found |= possible & TextFormats.Date & If(text.Length == 10 && IsDate(text), TextFormats.Date);
        found |= possible & TextFormats.Uuid & If(IsUuid(text), TextFormats.Uuid);
        found |= possible & TextFormats.Email & If(IsEmail(text), TextFormats.Email);
        found |= possible & TextFormats.Uri & If(IsUri(text), TextFormats.Uri);
        if ((possible & (TextFormats.Ipv4 | TextFormats.Ipv6)) != 0 && text.Length is > 1 and <= LongestAddress)
        {
            found |= possible & Address(text);
        }

        return found;
    }

    private static TextFormats If(bool has, TextFormats format) => has ? format : TextFormats.None;

    private static bool IsUuid(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out Guid _, out int used, 'D') && used == text.Length;

    private static bool IsDate(ReadOnlySpan<byte> text) =>
        text.Length >= 10 && text[4] == '-' && text[7] == '-' && AreDigits(text[..4]) && AreDigits(text[5..7]) && AreDigits(text[8..10])
        && Two(text[5..7]) is >= 1 and <= 12 && Two(text[8..10]) is >= 1 and <= 31;

    private static bool IsDateTime(ReadOnlySpan<byte> text) =>
        text.Length is >= 20 and <= 40 && IsDate(text) && text[10] is (byte)'T' or (byte)'t' && AreDigits(text[11..13]) && text[13] == ':'
        && AreDigits(text[14..16]) && text[16] == ':' && AreDigits(text[17..19]) && IsZone(text[19..]);

    private static bool IsZone(ReadOnlySpan<byte> rest)
    {
        if (rest[0] == '.')
        {
            rest = rest[1..].TrimStart("0123456789"u8);
        }

        return rest is [(byte)'Z' or (byte)'z']
            || (rest.Length == 6 && rest[0] is (byte)'+' or (byte)'-' && rest[3] == ':' && AreDigits(rest[1..3]) && AreDigits(rest[4..]));
    }

    private static bool IsEmail(ReadOnlySpan<byte> text)
    {
        int at = text.IndexOf((byte)'@');
        return at > 0 && text.Length <= 254 && !text.ContainsAny(" ,<>\""u8) && text[(at + 1)..].IndexOf((byte)'@') < 0
            && text[(at + 1)..].LastIndexOf((byte)'.') is int dot && dot > 0 && dot < text.Length - at - 2;
    }

    private static bool IsUri(ReadOnlySpan<byte> text)
    {
        int colon = text.IndexOf((byte)':');
        return colon is > 1 and <= 12 && text[(colon + 1)..].StartsWith("//"u8) && text.Length > colon + 3 && !text.ContainsAny(" <>\""u8);
    }

    private static TextFormats Address(ReadOnlySpan<byte> text)
    {
        bool mayBe = char.IsAsciiHexDigit((char)text[0]) || text[0] == ':';
        if (!mayBe || !IPAddress.TryParse(text, out IPAddress? address))
        {
            return TextFormats.None;
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 ? TextFormats.Ipv6
            : text.Count((byte)'.') == 3 ? TextFormats.Ipv4
            : TextFormats.None;
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => text.TrimStart("0123456789"u8).IsEmpty;

    private static int Two(ReadOnlySpan<byte> digits) => ((digits[0] - '0') * 10) + digits[1] - '0';
}
