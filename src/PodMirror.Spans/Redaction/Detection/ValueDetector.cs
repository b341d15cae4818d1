using System.Buffers;

namespace PodMirror.Spans;

/// <summary>Finds sensitive values by their looks. Made once from the kinds to look for, then only read: threads may share it.</summary>
/// <remarks>
/// Nearly every sensitive value holds a digit, an at sign or one of a few other bytes. The text is searched for these, many bytes at a time, and the
/// word around one is looked at as a whole, once. Whoever looks around looks a bounded number of bytes back, and forward to what it skips.
/// </remarks>
internal sealed class ValueDetector
{
    // Shorter texts hold nothing sensitive: four digits are the year of a birth.
    private const int MinLength = 4;

    // b for Basic and Bearer, A for the keys of AWS and Google, which may do without a digit.
    private static readonly SearchValues<byte> Triggers = SearchValues.Create("0123456789@+-._=bBA"u8);
    private static readonly SearchValues<byte> TriggersWithColon = SearchValues.Create("0123456789@+-._=bBA:"u8);

    private readonly SensitiveKindSet _kinds;
    private readonly SearchValues<byte> _triggers;

    /// <summary>Makes a detector.</summary>
    /// <param name="kinds">The kinds to look for.</param>
    internal ValueDetector(SensitiveKindSet kinds)
    {
        _kinds = kinds;
        bool hasAddresses = kinds.Contains(SensitiveKind.IpAddress) || kinds.Contains(SensitiveKind.MacAddress);
        _triggers = hasAddresses ? TriggersWithColon : Triggers;
    }

    /// <summary>
    /// Finds the first sensitive value at or after an offset. Matches do not overlap when each call begins where the last match ended, and all
    /// calls over a text together take time in proportion to its length.
    /// </summary>
    /// <param name="text">Content of a JSON string or number, a field's or a form's value, or a whole body, without escapes.</param>
    /// <param name="name">The key or field under which it stands, as context; may be empty.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="match">What was found.</param>
    internal bool TryFind(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, int from, out SensitiveMatch match)
    {
        var scan = new ValueScan(text, name, _kinds, from);
        return TryFind(ref scan, out match);
    }

    /// <summary>The same, where it is known what the name says.</summary>
    internal bool TryFindNamed(ReadOnlySpan<byte> text, ValueContext ofName, int from, out SensitiveMatch match)
    {
        var scan = new ValueScan(text, ofName, _kinds, from);
        return TryFind(ref scan, out match);
    }

    private bool TryFind(ref ValueScan scan, out SensitiveMatch match)
    {
        match = default;
        ReadOnlySpan<byte> text = scan.Text;
        if (text.Length - scan.From < MinLength || scan.From < 0)
        {
            return false;
        }

        for (int at = scan.From; at < text.Length;)
        {
            int skipped = text[at..].IndexOfAny(_triggers);
            if (skipped < 0)
            {
                return false;
            }

            if (TryAt(ref scan, at + skipped, out at, out match))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryAt(ref ValueScan scan, int at, out int next, out SensitiveMatch match)
    {
        next = at + 1;
        match = default;
        switch (scan.Text[at])
        {
            case (byte)'@':
                return AtSignRecognizer.TryFind(ref scan, at, out match);
            case (byte)'+':
                return PhoneRecognizer.TryInternational(ref scan, at, out match);
            case (byte)'-' or (byte)'.' or (byte)'=' when KeyRecognizer.TryBefore(ref scan, at, out match):
                return true;
            case (byte)'-':
                return scan.At(at + 1) switch
                {
                    (byte)'-' or (byte)'U' or (byte)'S' => PrivateKeyRecognizer.TryFind(ref scan, at, out match),
                    (byte)'u' => MarkedKeyRecognizer.TryMailchimp(ref scan, at, out match),
                    _ => false,
                };
            case (byte)'.':
                return (scan.At(at + 4) == '.' && TryLetteredCnpj(ref scan, at, out match))
                    || (scan.At(at + 1) == 'a' && MarkedKeyRecognizer.TryTerraform(ref scan, at, out match))
                    || MarkedKeyRecognizer.TryAirtable(ref scan, at, out match);
            case (byte)'=':
                return false;
            case (byte)':':
                return AddressRecognizer.TryColon(ref scan, at, out match);
            case (byte)'b' or (byte)'B' or (byte)'A' when TextClass.IsWord(scan.At(at - 1)):
                return false;
            case (byte)'b' or (byte)'B' when CredentialsRecognizer.TryFind(ref scan, at, out match):
                return true;
            default:
                return TryWord(ref scan, at, out next, out match);
        }
    }

    // Looks back no further than the last word, as every word with a trigger is looked at whole.
    private static bool TryWord(ref ValueScan scan, int at, out int end, out SensitiveMatch match)
    {
        int start = scan.From + scan.Text[scan.From..at].LastIndexOfAnyExcept(TextClass.Word) + 1;
        end = at + TextClass.RunOf(TextClass.Word, scan.Text[at..], int.MaxValue);
        if (scan.From == 0 && BirthDateRecognizer.TryFind(ref scan, out match))
        {
            return true;
        }

        int common = CommonValues.LengthAt(ref scan, start, end);
        if (common > 0)
        {
            end = start + common;
            match = default;
            return false;
        }

        return TextClass.AreDigits(scan.Text[start..end]) ? TryDigits(ref scan, start, end, out match) : TryLetters(ref scan, start, end, out match);
    }

    // Who needs a word of another length, or another byte behind it, is not asked: most words are too short for nearly all.
    private static bool TryDigits(ref ValueScan scan, int start, int end, out SensitiveMatch match)
    {
        if (NumberRecognizer.TryFind(ref scan, start, end, out match))
        {
            return true;
        }

        bool isFound = (end - start) switch
        {
            <= 3 => WordRecognizer.TryGroupedNino(ref scan, start, out match) || AddressRecognizer.TryV4(ref scan, start, end, out match),
            >= 8 and <= 10 => WordRecognizer.TryHyphenedNif(ref scan, start, end, out match)
                || KeyRecognizer.TryTelegram(ref scan, start, end, out match),
            _ => false,
        };
        return isFound || KeyRecognizer.TryByName(ref scan, start, end, out match);
    }

    private static bool TryLetters(ref ValueScan scan, int start, int end, out SensitiveMatch match)
    {
        ReadOnlySpan<byte> word = scan.Text[start..end];
        return KeyRecognizer.TryFind(ref scan, start, out match)
            || (JwtRecognizer.IsStart(scan.Text[start..]) && JwtRecognizer.TryFind(ref scan, start, out match))
            || (IbanRecognizer.IsStart(word) && IbanRecognizer.TryFind(ref scan, start, end, out match))
            || (word.Length >= WordRecognizer.MinLength && TryLongWord(ref scan, start, end, out match))
            || (scan.At(end) == '~' && MarkedKeyRecognizer.TryEntra(ref scan, end, out match))
            || KeyRecognizer.TryByName(ref scan, start, end, out match);
    }

    private static bool TryLongWord(ref ValueScan scan, int start, int end, out SensitiveMatch match) =>
        WordRecognizer.TryFind(ref scan, start, end, out match)
        || WalletRecognizer.TryFind(ref scan, start, end, out match)
        || KeyRecognizer.TryDiscord(ref scan, start, end, out match)
        || (scan.Text[start..end].StartsWith("bot"u8) && KeyRecognizer.TryTelegram(ref scan, start + "bot".Length, end, out match))
        || MarkedKeyRecognizer.TryNewRelic(ref scan, start, end, out match);

    // The first group of a CNPJ that has letters need not hold a digit.
    private static bool TryLetteredCnpj(ref ValueScan scan, int dot, out SensitiveMatch match)
    {
        match = default;
        return dot - 2 >= scan.From && TextClass.IsWord(scan.Text[dot - 1]) && NumberRecognizer.TryPatterns(ref scan, dot - 2, dot, out match);
    }
}
