namespace PodMirror.Catalog.Paths;

/// <summary>A hash of text that is the same in every process, as what is persisted has to be. FNV-1a with a finish that spreads it.</summary>
internal static class TextHash
{
    /// <summary>Of nothing.</summary>
    public const ulong Empty = 0xCBF29CE484222325;

    private const ulong Prime = 0x100000001B3;

    /// <summary>Of characters.</summary>
    public static ulong Of(ReadOnlySpan<char> text, ulong from = Empty)
    {
        foreach (char c in text)
        {
            from = (from ^ c) * Prime;
        }

        return Finish(from);
    }

    /// <summary>Of bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> text, ulong from = Empty)
    {
        foreach (byte b in text)
        {
            from = (from ^ b) * Prime;
        }

        return Finish(from);
    }

    private static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }
}
