namespace PodMirror.Spans;

/// <summary>Dates of birth: a value that looks like a date, under a name that says so.</summary>
internal static class BirthDateRecognizer
{
    // "1 September 1980", and a time with its zone after a date.
    private const int MaxLength = 40;
    private const int MinDigits = 4;
    private const int MaxDigits = 23;

    /// <summary>Looks at a whole text.</summary>
    internal static bool TryFind(ref ValueScan scan, out SensitiveMatch match)
    {
        match = default;
        if (scan.From != 0 || scan.Text.Length is < MinDigits or > MaxLength || (scan.NameContext & ValueContext.BirthDate) == 0)
        {
            return false;
        }

        int digits = 0;
        foreach (byte b in scan.Text)
        {
            digits += TextClass.IsDigit(b) ? 1 : 0;
            if (!TextClass.IsWord(b) && !"-/., :+"u8.Contains(b))
            {
                return false;
            }
        }

        return digits is >= MinDigits and <= MaxDigits && scan.Found(SensitiveKind.DateOfBirth, 0, scan.Text.Length, out match);
    }
}
