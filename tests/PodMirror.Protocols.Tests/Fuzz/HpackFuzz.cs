using PodMirror.Protocols.Tests.Kit;

namespace PodMirror.Protocols.Tests.Fuzz;

/// <summary>
/// Field blocks under arbitrary bytes, each with its length before it: nothing is thrown, memory is given back, and whoever joins later than another
/// knows of each field the same or nothing.
/// </summary>
internal static class HpackFuzz
{
    // A change of the table's size to 4096.
    private static readonly byte[] InitialSize = [0x3F, 0xE1, 0x1F];

    public static void Run(ReadOnlySpan<byte> input)
    {
        var buffers = new BufferPool(1 << 20);
        var scratch = new HpackScratch();
        var whole = new HpackDecoder(buffers, scratch);
        var joined = new HpackDecoder(buffers, scratch);
        whole.Begin();
        joined.Join();
        bool isRight = true;
        for (int block = 0; !input.IsEmpty && block < 64; block++)
        {
            int length = Math.Min(input[0], input.Length - 1);
            (FieldList all, FieldList some) = (new FieldList(), new FieldList());
            isRight &= whole.TryDecode(input.Slice(1, length), all);
            bool isJoinedRight = block == 0 || joined.TryDecode(input.Slice(1, length), some);
            if (isRight && block > 0)
            {
                Assert.True(isJoinedRight);
                Assert.Equal(all.Fields.Count, some.Fields.Count);
                Assert.All(some.Fields, (field, i) => Assert.True(field == FieldList.Unknown || field == all.Fields[i]));
            }

            input = input[(1 + length)..];
            if (block == 0)
            {
                // How much the sender keeps is known to both from here on, as it is where nobody has changed it.
                whole.TryDecode(InitialSize, new FieldList());
                joined.TryDecode(InitialSize, new FieldList());
            }
        }

        whole.Release();
        joined.Release();
        Assert.Equal(0, buffers.RentedBytes);
    }

    public static IEnumerable<byte[]> Seeds()
    {
        foreach (string blocks in (string[])["82 86 84", "400161 0162|be|7e 0163", "20 3fe11f 400161 0162|bf", "0481 1f|4081 1f 81 1f"])
        {
            yield return [.. blocks.Split('|').Select(hex => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)))
                .SelectMany(block => (byte[])[(byte)block.Length, .. block])];
        }
    }
}
