using System.Buffers;

namespace PodMirror.Spans;

/// <summary>The two values that most bodies are full of, and that are several words each: UUIDs and times. They are stepped over whole.</summary>
internal static class CommonValues
{
    private const int UuidLength = 36;
    private const int DateLength = 10;

    // 2026-11-23T10:15:30.123456789Z
    private const int MaxTimeLength = 30;

    private static readonly SearchValues<byte> OfUuid = SearchValues.Create("0123456789ABCDEFabcdef-"u8);
    private static readonly SearchValues<byte> OfTime = SearchValues.Create("0123456789-:.TZ"u8);

    /// <summary>The length of such a value at a word, or 0.</summary>
    internal static int LengthAt(ref ValueScan scan, int start, int end)
    {
        if (scan.At(end) != '-')
        {
            return 0;
        }

        return (end - start) switch
        {
            4 => TimeLength(scan.Text[start..]),
            8 when IsUuid(scan, start) && (scan.NameContext & ValueContext.Heroku) == 0 => UuidLength,
            _ => 0,
        };
    }

    /// <summary>Whether a text is nothing but a time with its zone, whose colons are no keys'.</summary>
    internal static bool IsTime(ReadOnlySpan<byte> text)
    {
        int time = TimeLength(text);
        return time > DateLength && text[time..] is [] or [(byte)'+', _, _, (byte)':', _, _];
    }

    // RFC 3339: a date, and what of a time follows without a gap. A number in groups of 4, 2 and 2 digits is no other kind's.
    private static int TimeLength(ReadOnlySpan<byte> text)
    {
        bool isDate = text.Length >= DateLength && text[4] == '-' && text[7] == '-'
            && TextClass.AreDigits(text[..4]) && TextClass.AreDigits(text[5..7])
            && TextClass.AreDigits(text[8..10])
            && (text.Length == DateLength || !TextClass.IsWord(text[DateLength]) || text[DateLength] == 'T');
        bool hasTime = isDate && text.Length > DateLength && text[DateLength] == 'T';
        return hasTime ? TextClass.RunOf(OfTime, text, MaxTimeLength) : isDate ? DateLength : 0;
    }

    private static bool IsUuid(in ValueScan scan, int start)
    {
        if (start + UuidLength > scan.Text.Length || TextClass.IsWord(scan.At(start + UuidLength)) || !scan.BeginsToken(start))
        {
            return false;
        }

        ReadOnlySpan<byte> text = scan.Text.Slice(start, UuidLength);
        bool hasHyphens = text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
        return hasHyphens && text.Count((byte)'-') == 4 && !text.ContainsAnyExcept(OfUuid);
    }
}
