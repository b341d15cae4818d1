namespace PodMirror.Catalog.Paths;

/// <summary>How many characters of which kind a segment has.</summary>
internal readonly ref struct SegmentLetters
{
    /// <summary>Counts.</summary>
    public SegmentLetters(ReadOnlySpan<char> segment)
    {
        int before = -1;
        foreach (char c in segment)
        {
            int kind = KindOf(c);
            switch (kind)
            {
                case 0:
                    Digits++;
                    break;
                case 1:
                    Lower++;
                    break;
                case 2:
                    Upper++;
                    break;
                case 3:
                    Separators++;
                    break;
                case 4:
                    Dots++;
                    break;
                default:
                    Others++;
                    break;
            }

            ClassChanges += before >= 0 && kind != before && kind <= 2 && before <= 2 ? 1 : 0;
            before = kind;
        }
    }

    /// <summary>0 to 9.</summary>
    public int Digits { get; }

    /// <summary>a to z.</summary>
    public int Lower { get; }

    /// <summary>A to Z.</summary>
    public int Upper { get; }

    /// <summary>Hyphens and underscores.</summary>
    public int Separators { get; }

    /// <summary>Full stops.</summary>
    public int Dots { get; }

    /// <summary>Everything else, percent signs included.</summary>
    public int Others { get; }

    /// <summary>How often a digit, a small and a capital letter follow one of another kind.</summary>
    public int ClassChanges { get; }

    /// <summary>a to z and A to Z.</summary>
    public int Letters => Lower + Upper;

    private static int KindOf(char c) => c switch
    {
        >= '0' and <= '9' => 0,
        >= 'a' and <= 'z' => 1,
        >= 'A' and <= 'Z' => 2,
        '-' or '_' => 3,
        '.' => 4,
        _ => 5,
    };
}
