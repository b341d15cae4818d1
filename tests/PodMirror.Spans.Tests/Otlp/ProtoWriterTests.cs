using System.Buffers;

namespace PodMirror.Spans.Tests;

public sealed class ProtoWriterTests
{
    public static TheoryData<ulong> Values => [0, 1, 0x7f, 0x80, 0x3fff, 0x4000, uint.MaxValue, 1UL << 56, ulong.MaxValue];

    [Theory]
    [MemberData(nameof(Values))]
    public void Every_writer_writes_the_same_and_a_reader_reads_it(ulong value)
    {
        byte[] bytes = new byte[value % 300];
        var buffer = new ByteBuffer(1024);
        ProtoWriter.WriteVarintField(buffer, 3, value);
        ProtoWriter.WriteBytesField(buffer, 1000, bytes);
        var any = new ArrayBufferWriter<byte>();
        ProtoWriter.WriteVarintField(any, 3, value);
        ProtoWriter.WriteBytesField(any, 1000, bytes);

        Assert.Equal(buffer.Written, any.WrittenSpan);
        var reader = new ProtoReader(any.WrittenSpan);
        Assert.True(reader.TryReadTag(out int field, out WireType wire) && field == 3);
        Assert.True(reader.TryReadValue(wire, out ulong read, out _) && read == value);
        Assert.True(reader.TryReadTag(out field, out wire) && field == 1000);
        Assert.True(reader.TryReadBytes(wire, out ReadOnlySpan<byte> found) && found.SequenceEqual(bytes));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void A_varint_takes_as_many_bytes_as_it_says(ulong value) =>
        Assert.Equal(ProtoWriter.VarintBytes(value), ProtoWriter.PutVarint(new byte[10], value));

    [Fact]
    public void A_varint_that_does_not_fit_is_left_out_whole()
    {
        var buffer = new ByteBuffer(1);
        ProtoWriter.WriteVarint(buffer, 0x80);
        Assert.Equal((0, true), (buffer.Length, buffer.HasOverflowed));
    }
}
