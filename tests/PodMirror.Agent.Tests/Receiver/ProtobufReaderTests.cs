using PodMirror.Agent.Receiver.Protobuf;

namespace PodMirror.Agent.Tests.Receiver;

public sealed class ProtobufReaderTests
{
    [Theory]
    [InlineData("00", 0)]
    [InlineData("7F", 127)]
    [InlineData("8001", 128)]
    [InlineData("FFFFFFFFFFFFFFFFFF01", ulong.MaxValue)]
    [InlineData("8000", 0)]
    public void A_varint_is_read_in_all_its_lengths(string hex, ulong expected)
    {
        var reader = new ProtobufReader(Convert.FromHexString(hex));
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
        var reader = new ProtobufReader(Convert.FromHexString(hex));
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
        var reader = new ProtobufReader(Convert.FromHexString(hex));
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
        var reader = new ProtobufReader(Convert.FromHexString(hex));
        Assert.True(reader.TryReadTag(out _, out WireType wire));
        Assert.False(reader.TryReadString(wire, out _));
        Assert.Equal(fault, reader.Fault.ToString());
    }

    [Fact]
    public void Unknown_fields_of_every_wire_type_are_stepped_over()
    {
        byte[] message = Proto.Join(
            Proto.Varint(100, 5), Proto.Fixed64(101, 5), Proto.Text(102, "x"), [.. Proto.Tag(103, 5), 1, 2, 3, 4], Proto.Varint(1, 42));
        var reader = new ProtobufReader(message);
        ulong found = 0;
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            _ = field == 1 ? reader.TryReadVarint(wire, out found) : reader.TrySkip(wire);
        }

        Assert.Equal(ProtobufFault.None, reader.Fault);
        Assert.Equal(42u, found);
    }
}
