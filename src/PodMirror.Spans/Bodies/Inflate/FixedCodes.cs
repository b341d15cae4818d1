namespace PodMirror.Spans;

/// <summary>The codes of deflate's fixed blocks (RFC 1951 section 3.2.6): built once, as ten bits of input make such a block.</summary>
internal static class FixedCodes
{
    /// <summary>Literals, lengths, and the end of the block.</summary>
    internal static HuffmanTable Literals { get; } = Of([.. Run(144, 8), .. Run(112, 9), .. Run(24, 7), .. Run(8, 8)]);

    /// <summary>Distances.</summary>
    internal static HuffmanTable Distances { get; } = Of([.. Run(32, 5)]);

    private static IEnumerable<byte> Run(int symbols, byte bits) => Enumerable.Repeat(bits, symbols);

    private static HuffmanTable Of(byte[] lengths)
    {
        var table = new HuffmanTable();
        table.TryBuild(lengths);
        return table;
    }
}
