using System.Buffers.Binary;
using PodMirror.Agent.Queue;

namespace PodMirror.Agent.Tests.Queue;

public sealed class LeafScanTests
{
    private const int CellAt = 100;

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MaxValue + 1L)]
    [InlineData(uint.MaxValue - 1000L)]
    [InlineData(1L << 40)]
    [InlineData((1L << 40) + int.MaxValue + 9L)]
    [InlineData(long.MaxValue / 2 - 100)]
    public void A_row_that_claims_a_body_beyond_the_file_is_no_row(long bodyBytes)
    {
        byte[] content = new byte[2 * QueueLimits.PageBytes];
        WriteLeaf(content.AsSpan(QueueLimits.PageBytes), bodyBytes);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, content);
            using FileStream file = File.OpenRead(path);
            Assert.Empty(new LeafScan(file).Run());
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A leaf page with one row, all of whose small columns are sound (Database File Format, B-tree Pages and Record Format).</summary>
    private static void WriteLeaf(Span<byte> page, long bodyBytes)
    {
        (long id, long receivedNs, long spans, long rawBytes) = (7, 8, 1, 9);
        byte[] types = [0, 6, 6, 6, 6, .. Varint(12 + (2 * bodyBytes))];
        byte[] columns = [.. Fixed(receivedNs), .. Fixed(spans), .. Fixed(rawBytes), .. Fixed(QueueChecksum.Of(id, receivedNs, spans, rawBytes))];
        long payload = 1 + types.Length + columns.Length + bodyBytes;
        byte[] cell = [.. Varint(payload), (byte)id, (byte)(1 + types.Length), .. types, .. columns];
        page[0] = 13;
        BinaryPrimitives.WriteUInt16BigEndian(page[3..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(page[8..], CellAt);
        cell.CopyTo(page[CellAt..]);
    }

    private static byte[] Fixed(long value)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>Of nine bytes, which every length can have: eight of seven bits, and one of eight.</summary>
    private static byte[] Varint(long value)
    {
        byte[] bytes = new byte[9];
        bytes[8] = (byte)value;
        for (int i = 7; i >= 0; i--)
        {
            bytes[i] = (byte)(0x80 | ((value >> (8 + (7 * (7 - i)))) & 0x7F));
        }

        return bytes;
    }
}
