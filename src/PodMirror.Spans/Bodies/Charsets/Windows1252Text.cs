using System.Text;

namespace PodMirror.Spans;

/// <summary>Texts in windows-1252, a byte a character: every byte is one, so none is ever wrong.</summary>
internal static class Windows1252Text
{
    // WHATWG Encoding Standard, index-windows-1252: 0x80 to 0x9f, where ISO 8859-1 has controls. All else is the character of its number.
    private const string High =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>Appends a text as UTF-8, whole characters, as far as the output goes.</summary>
    internal static void Decode(ReadOnlySpan<byte> content, ByteBuffer output)
    {
        Span<byte> utf8 = stackalloc byte[4];
        while (!content.IsEmpty && !output.HasOverflowed)
        {
            int ascii = content.IndexOfAnyExceptInRange((byte)0, (byte)0x7f);
            if (ascii != 0)
            {
                int run = Math.Min(ascii < 0 ? content.Length : ascii, Math.Max(1, output.MaxBytes - output.Length));
                output.Append(content[..run]);
                content = content[run..];
                continue;
            }

            byte b = content[0];
            var rune = new Rune(b < 0xa0 ? High[b - 0x80] : (char)b);
            output.Append(utf8[..rune.EncodeToUtf8(utf8)]);
            content = content[1..];
        }
    }
}
