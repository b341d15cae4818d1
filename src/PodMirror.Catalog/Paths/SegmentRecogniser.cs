using System.Buffers;
using PodMirror.Catalog.OpenApi.Export;

namespace PodMirror.Catalog.Paths;

/// <summary>Tells what a segment looks like, from its characters alone. Pure, in time proportional to its length.</summary>
internal static class SegmentRecogniser
{
    // Shorter ones are words as often as hashes: "cafe12".
    private const int ShortestHash = 7;
    private const int ShortestToken = 10;
    private const int LongestPrefix = 24;
    private const int UuidLength = 36;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Whether the type alone makes a segment the value of a parameter.</summary>
    public static bool IsValue(SegmentType type) => type >= SegmentType.Integer;

    /// <summary>Whether a type can be the value of a parameter at all.</summary>
    public static bool MayBeValue(SegmentType type) => type is SegmentType.Word or SegmentType.Mixed || IsValue(type);

    /// <summary>Tells the type of a segment.</summary>
    public static SegmentType Recognise(ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty)
        {
            return SegmentType.Empty;
        }

        // What is hidden was sensitive, and no word of an API is.
        if (RedactionMarks.IsSegment(segment))
        {
            return SegmentType.Token;
        }

        var letters = new SegmentLetters(segment);
        if (letters.Digits == 0)
        {
            return WithoutDigits(segment, letters);
        }

        if (letters.Digits == segment.Length)
        {
            return SegmentType.Integer;
        }

        if (IsVersion(segment))
        {
            return SegmentType.Version;
        }

        return letters.Letters == 0 ? Numeric(segment, letters) : Alphanumeric(segment, letters);
    }

    private static SegmentType WithoutDigits(ReadOnlySpan<char> segment, in SegmentLetters letters)
    {
        if (segment[0] == '@' || segment[0] == '_' || ApiWords.IsReserved(segment))
        {
            return SegmentType.Reserved;
        }

        if (IsRandomLetters(segment, letters))
        {
            return SegmentType.Token;
        }

        return IsEmail(segment) ? SegmentType.Email : letters.Letters == 0 || letters.Others > 0 ? SegmentType.Mixed : SegmentType.Word;
    }

    private static SegmentType Numeric(ReadOnlySpan<char> segment, in SegmentLetters letters)
    {
        if (IsDate(segment))
        {
            return SegmentType.Date;
        }

        bool onlyDots = letters.Dots > 0 && letters.Digits + letters.Dots == segment.Length;
        return onlyDots ? SegmentType.Decimal
            : segment[0] == '-' && letters.Digits == segment.Length - 1 ? SegmentType.Integer
            : letters.Digits >= 2 ? SegmentType.PrefixedId
            : SegmentType.Mixed;
    }

    private static SegmentType Alphanumeric(ReadOnlySpan<char> segment, in SegmentLetters letters)
    {
        if (segment.Length == UuidLength && Guid.TryParseExact(segment, "D", out _))
        {
            return SegmentType.Uuid;
        }

        if (segment.Length >= ShortestHash && letters.Digits >= 2 && !segment.ContainsAnyExcept(Hex))
        {
            return SegmentType.Hash;
        }

        if (IsDate(segment))
        {
            return SegmentType.Date;
        }

        if (IsEmail(segment))
        {
            return SegmentType.Email;
        }

        return HasPrefix(segment) ? SegmentType.PrefixedId : IsToken(segment, letters) ? SegmentType.Token : Rest(segment, letters);
    }

    // One or two digits at the end of letters are part of a word: oauth2, step1, sha256 has three and is listed among the words.
    private static SegmentType Rest(ReadOnlySpan<char> segment, in SegmentLetters letters)
    {
        if (ApiWords.IsReserved(segment))
        {
            return SegmentType.Reserved;
        }

        int tail = segment.Length - 1 - segment.LastIndexOfAnyExcept(Digits);
        bool isWord = tail == letters.Digits && tail <= 2 && letters.Others == 0;
        return isWord || ApiWords.IsKnown(segment) ? SegmentType.Word : SegmentType.Mixed;
    }

    // Random strings have digits amid letters, and mostly both cases: 01HZX3K5V9B2N7, V1StGXR8_Z5jdHi6B-myT.
    private static bool IsToken(ReadOnlySpan<char> segment, in SegmentLetters letters)
    {
        if (segment.Length < ShortestToken || letters.Others + letters.Dots > 0)
        {
            return false;
        }

        bool mixedCase = letters.Upper > 0 && letters.Lower > 0;
        int changes = letters.ClassChanges;
        return letters.Separators == 0
            ? (mixedCase ? changes >= 4 : letters.Digits >= 3 && changes >= 3) && changes * 5 >= segment.Length
            : mixedCase && segment.Length >= 18 && changes >= 6;
    }

    // Words in camel case have a capital in five letters or so; random letters one in two.
    private static bool IsRandomLetters(ReadOnlySpan<char> segment, in SegmentLetters letters) =>
        segment.Length >= 16 && letters.Letters == segment.Length && Math.Min(letters.Upper, letters.Lower) * 7 >= segment.Length * 2;

    private static bool HasPrefix(ReadOnlySpan<char> segment)
    {
        int cut = segment.LastIndexOfAny('-', '_', '.');
        if (cut <= 0 || cut > LongestPrefix || !char.IsAsciiLetter(segment[0]))
        {
            return cut < 0 && IsCode(segment);
        }

        ReadOnlySpan<char> tail = segment[(cut + 1)..];
        return !tail.IsEmpty && segment[cut] != '.' && (!tail.ContainsAnyExcept(Digits) || IsRandomTail(tail));
    }

    private static bool IsRandomTail(ReadOnlySpan<char> tail)
    {
        var letters = new SegmentLetters(tail);
        return tail.Length >= 5 && letters.Digits >= 2 && letters.ClassChanges >= 2;
    }

    // SKU12345, AB1234: letters in upper case, then at least three digits.
    private static bool IsCode(ReadOnlySpan<char> segment)
    {
        int digits = segment.IndexOfAny(Digits);
        return digits is > 0 and <= 5 && segment.Length - digits >= 3 && char.IsAsciiLetterUpper(segment[0])
            && !segment[digits..].ContainsAnyExcept(Digits);
    }

    private static bool IsVersion(ReadOnlySpan<char> segment)
    {
        if ((segment[0] is not ('v' or 'V')) || segment.Length < 2 || !char.IsAsciiDigit(segment[1]) || segment.Length > 16)
        {
            return false;
        }

        ReadOnlySpan<char> rest = segment[1..].TrimStart("0123456789._-");
        return rest.IsEmpty || rest.StartsWith("alpha") || rest.StartsWith("beta") || rest.StartsWith("rc") || rest.StartsWith("preview");
    }

    private static bool IsDate(ReadOnlySpan<char> segment)
    {
        if (segment.Length < 10 || segment[4] != '-' || segment[7] != '-')
        {
            return false;
        }

        return !segment[..4].ContainsAnyExcept(Digits) && IsWithin(segment[5..7], 1, 12) && IsWithin(segment[8..10], 1, 31)
            && (segment.Length == 10 || segment[10] is 'T' or 't' or '_');
    }

    private static bool IsWithin(ReadOnlySpan<char> digits, int least, int most) =>
        !digits.ContainsAnyExcept(Digits) && ((digits[0] - '0') * 10) + (digits[1] - '0') is int number && number >= least && number <= most;

    private static bool IsEmail(ReadOnlySpan<char> segment)
    {
        int at = segment.IndexOf('@');
        int width = 1;
        if (at < 0)
        {
            at = segment.IndexOf("%40", StringComparison.Ordinal);
            width = 3;
        }

        return at > 0 && segment[(at + width)..].IndexOf('.') > 0;
    }
}
