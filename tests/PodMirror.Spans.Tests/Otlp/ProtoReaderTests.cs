namespace PodMirror.Spans.Tests;

public sealed class ProtoReaderTests
{
    // Fields 100 to 103, one of each wire type, with the values 5, 5, "x" and 0x04030201; then field 1, a varint of 42.
    private const string EveryWireType = "A00605" + "A9060500000000000000" + "B2060178" + "BD0601020304" + "082A";

    [Theory]
    [InlineData("00", 0)]
    [InlineData("7F", 127)]
    [InlineData("8001", 128)]
    [InlineData("FFFFFFFFFFFFFFFFFF01", ulong.MaxValue)]
    [InlineData("8000", 0)]
    public void A_varint_is_read_in_all_its_lengths(string hex, ulong expected)
    {
        var reader = new ProtoReader(Convert.FromHexString(hex));
        Assert.True(reader.TryReadVarint(out ulong value));
        Assert.Equal(expected, value);
        Assert.Equal(hex.Length / 2, reader.Position);
    }

    [Theory]
    [InlineData("", "Truncated")]
    [InlineData("80", "Truncated")]
    [InlineData("FFFFFFFFFFFFFFFFFF02", "VarintTooLong")]
    [InlineData("FFFFFFFFFFFFFFFFFFFF01", "VarintTooLong")]
    public void A_broken_varint_is_a_value_not_an_exception(string hex, string fault)
    {
        var reader = new ProtoReader(Convert.FromHexString(hex));
        Assert.False(reader.TryReadVarint(out _));
        Assert.Equal(fault, reader.Fault.ToString());
    }

    [Theory]
    [InlineData("00", "TagInvalid")]
    [InlineData("0B", "TagInvalid")]
    [InlineData("0C", "TagInvalid")]
    [InlineData("0E", "TagInvalid")]
    [InlineData("0F", "TagInvalid")]
    [InlineData("8080808010", "TagInvalid")]
    [InlineData("80", "Truncated")]
    public void A_tag_that_no_field_has_ends_the_reading(string hex, string fault)
    {
        var reader = new ProtoReader(Convert.FromHexString(hex));
        Assert.False(reader.TryReadTag(out _, out _));
        Assert.Equal(fault, reader.Fault.ToString());
        Assert.False(reader.TryReadTag(out _, out _));
    }

    [Theory]
    [InlineData("0A05616263", "Truncated")]
    [InlineData("0AFFFFFFFFFFFFFFFFFF01", "Truncated")]
    [InlineData("0A8080808080808080808001", "VarintTooLong")]
    [InlineData("0A02C328", "Utf8Invalid")]
    [InlineData("0801", "WireTypeWrong")]
    [InlineData("0900000000000000", "WireTypeWrong")]
    public void A_string_that_lies_is_refused_with_its_reason(string hex, string fault)
    {
        var reader = new ProtoReader(Convert.FromHexString(hex));
        Assert.True(reader.TryReadTag(out _, out WireType wire));
        Assert.False(reader.TryReadString(wire, out _));
        Assert.Equal(fault, reader.Fault.ToString());
    }

    [Fact]
    public void Unknown_fields_of_every_wire_type_are_stepped_over()
    {
        var reader = new ProtoReader(Convert.FromHexString(EveryWireType));
        ulong found = 0;
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            _ = field == 1 ? reader.TryReadVarint(wire, out found) : reader.TrySkip(wire);
        }

        Assert.Equal(ProtoFault.None, reader.Fault);
        Assert.Equal(42u, found);
    }

    [Fact]
    public void A_value_is_read_whatever_its_wire_type_is()
    {
        List<string> fields = ReadAll(Convert.FromHexString(EveryWireType), out ProtoFault fault);

        Assert.Equal(["100: 5 ", "101: 5 ", "102: 0 78", "103: 67305985 ", "1: 42 "], fields);
        Assert.Equal(ProtoFault.None, fault);
    }

    [Fact]
    public void Every_prefix_gives_the_fields_that_are_whole_and_is_truncated_inside_one()
    {
        byte[] message = Convert.FromHexString(EveryWireType);
        int[] ends = [0, 3, 13, 17, 23, message.Length];
        for (int length = 0; length <= message.Length; length++)
        {
            int count = ReadAll(message.AsSpan(0, length), out ProtoFault fault).Count;

            Assert.Equal(ends.Count(end => end <= length) - 1, count);
            Assert.Equal(ends.Contains(length) ? ProtoFault.None : ProtoFault.Truncated, fault);
        }
    }

    private static List<string> ReadAll(ReadOnlySpan<byte> message, out ProtoFault fault)
    {
        var fields = new List<string>();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out int field, out WireType wire) && reader.TryReadValue(wire, out ulong number, out ReadOnlySpan<byte> bytes))
        {
            fields.Add($"{field}: {number} {Convert.ToHexString(bytes)}");
        }

        fault = reader.Fault;
        return fields;
    }
}
