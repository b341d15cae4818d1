using System.Globalization;

namespace PodMirror.Agent.Filter;

/// <summary>Times in a filter, in milliseconds since 1970, which is as fine as a page's clock: an instant of RFC 3339, or how long ago.</summary>
internal static class FilterTime
{
    private const double NanosecondsPerMillisecond = 1e6;
    private const int SecondsEnd = 19; // 2026-01-31T12:00:00

    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.fff'Z'", "yyyy-MM-dd'T'HH:mm:ss.fffzzz"];

    /// <summary>Reads a time; what is finer than a millisecond is cut off.</summary>
    public static bool TryRead(string text, DateTimeOffset now, out double milliseconds)
    {
        if (FilterDuration.TryRead(text, out double ago))
        {
            milliseconds = now.ToUnixTimeMilliseconds() - (ago / NanosecondsPerMillisecond);
            return true;
        }

        DateTimeOffset time = default;
        bool isRead = EndsInOffset(text) && DateTimeOffset.TryParseExact(
            WithMilliseconds(text), Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
        milliseconds = time.ToUnixTimeMilliseconds();
        return isRead;
    }

    /// <summary>Z, or two digits each of hours and minutes: .NET takes one digit, too.</summary>
    private static bool EndsInOffset(string text) => text.EndsWith('Z') || (text.Length > SecondsEnd && text[^6] is '+' or '-');

    /// <summary>The text with just three digits of a fraction; as it is when it has no seconds, which no form takes.</summary>
    private static string WithMilliseconds(string text)
    {
        if (text.Length <= SecondsEnd)
        {
            return text;
        }

        if (text[SecondsEnd] != '.')
        {
            return text.Insert(SecondsEnd, ".000");
        }

        int end = SecondsEnd + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        string fraction = text[(SecondsEnd + 1)..end];
        return fraction.Length == 0 ? text : $"{text[..SecondsEnd]}.{fraction.PadRight(3, '0')[..3]}{text[end..]}";
    }
}
