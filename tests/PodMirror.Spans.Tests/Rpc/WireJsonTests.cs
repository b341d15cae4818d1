using CsCheck;
using PodMirror.TestKit;

namespace PodMirror.Spans.Tests;

public sealed class WireJsonTests
{
    public static TheoryData<string, string> Messages => new()
    {
        { "", "{}" },
        { Hex(new Proto().Text(1, "hello").Varint(2, 150)), """{"1":"hello","2":150}""" },
        { Hex(new Proto().Varint(2, 1).Varint(1, 2)), """{"1":2,"2":1}""" },
        { Hex(new Proto().Varint(1, 1).Text(2, "x").Varint(1, 2)), """{"1":[1,2],"2":"x"}""" },
        { Hex(new Proto().Varint(1, ulong.MaxValue)), """{"1":-1}""" },
        { Hex(new Proto().Varint(1, 1UL << 60)), """{"1":"1152921504606846976"}""" },
        { Hex(new Proto().Double(1, 0.1).Single(2, 0.1f).Double(3, double.NaN)), """{"1":0.1,"2":0.1,"3":-2251799813685248}""" },
        { Hex(new Proto().Message(1, new Proto().Text(1, new string('x', 32)))), $$$"""{"1":{"1":"{{{new string('x', 32)}}}"}}""" },
        { Hex(new Proto().Text(1, "two\nlines")), """{"1":"two\nlines"}""" },
        { Hex(new Proto().Text(1, $"-abcd2A{new string('x', 64)}\n")), $$"""{"1":"-abcd2A{{new string('x', 64)}}\n"}""" },
        { Hex(new Proto().Text(1, "error")), """{"1":"error"}""" },
        { Hex(new Proto().Bytes(1, 0xff, 0xfe)), """{"1":"//4="}""" },
        { Hex(new Proto().Text(1, "")), """{"1":""}""" },
        { Hex(new Proto().Group(3, new Proto().Varint(1, 5).Group(2, new Proto()))), """{"3":{"1":5,"2":{}}}""" },
        { Hex(new Proto().Text(1, "\u00e9\"\\\u2028")), "{\"1\":\"\u00e9\\\"\\\\\u2028\"}" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Fields_are_shown_by_their_numbers(string message, string json) => Assert.Equal(json, Proto.Json(Convert.FromHexString(message)));

    [Theory]
    [InlineData("00")] // The number 0.
    [InlineData("0a05")] // A length beyond the end.
    [InlineData("08")] // No value.
    [InlineData("08ffffffffffffffffff7f")] // A varint of more than 64 bits.
    [InlineData("0c")] // The end of a group that nobody began.
    [InlineData("0b0801")] // A group without an end.
    [InlineData("0b14")] // The end of another group.
    [InlineData("0e")] // A wire type that does not exist.
    [InlineData("0f00")]
    [InlineData("0d000000")] // Three bytes of four.
    public void What_is_no_message_is_none(string message) => Assert.Equal("", Proto.Json(Convert.FromHexString(message)));

    [Fact]
    public void Every_prefix_of_a_message_is_shown_as_far_as_it_goes()
    {
        byte[] whole = new Proto().Varint(1, 150).Text(2, "some text")
            .Message(3, new Proto().Text(1, "in\u00fc")).Group(4, new Proto().Varint(1, 9)).ToBytes();
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.StartsWith("{", Proto.Json(whole[..length], isCut: true), StringComparison.Ordinal);
        }

        Assert.Equal("""{"1":150,"2":"some"}""", Proto.Json(whole[..9], isCut: true));
    }

    [Fact]
    public void A_message_a_million_deep_is_followed_to_the_limit()
    {
        byte[] message = [];
        for (int i = 0; i < 5000; i++)
        {
            message = new Proto().Bytes(1, message).ToBytes();
        }

        string json = Proto.Json(message);

        Assert.Equal(ProtobufJson.MaxDepth, json.Count(static c => c == '{'));
    }

    [Fact]
    public void Groups_a_million_deep_are_no_message() =>
        Assert.Equal("", Proto.Json([.. Enumerable.Repeat((byte)0x0b, 1_000_000), .. Enumerable.Repeat((byte)0x0c, 1_000_000)]));

    [Fact]
    public void Output_is_bounded_and_still_whole()
    {
        var message = new Proto();
        for (int i = 0; i < 10_000; i++)
        {
            message.Text(1 + (i % 3), new string('"', 100));
        }

        string json = Proto.Json(message.ToBytes(), maxBytes: 4096);

        Assert.InRange(json.Length, 4000, 4500);
    }

    [Fact]
    public void Random_bytes_make_json_or_nothing() =>
        Check.Sample(Gen.Select(Gen.Byte.Array[0, 200], Gen.Bool, Gen.Int[0, 300]), static (bytes, isCut, max) =>
        {
            Proto.Json(bytes, isCut: isCut, maxBytes: max);
        });

    [Fact]
    public void Fields_in_any_order_are_the_same_object() =>
        Check.Sample(Gen.Select(Gen.Int[1, 50], Gen.ULong).Array[0, 40], fields =>
        {
            (int, ulong)[] distinct = [.. fields.DistinctBy(static field => field.Item1)];
            Assert.Equal(Proto.Json(Of(distinct)), Proto.Json(Of([.. distinct.Reverse()])));
        });

    [Fact]
    public void A_message_is_written_without_allocation()
    {
        byte[] message = new Proto().Text(1, "hello").Varint(2, 150).Message(3, new Proto().Text(1, "x").Double(2, 1.5)).Varint(2, 1).ToBytes();
        var sink = new JsonSink(1 << 16);
        var json = new ProtobufJson(sink, null);

        long allocated = Allocation.Least(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                sink.Clear();
                Assert.True(json.TryWrite(message, false, null));
            }
        });

        Assert.Equal(0, allocated);
    }

    private static byte[] Of((int Field, ulong Value)[] fields)
    {
        var message = new Proto();
        foreach ((int field, ulong value) in fields)
        {
            message.Varint(field, value);
        }

        return message.ToBytes();
    }

    private static string Hex(Proto message) => Convert.ToHexString(message.ToBytes());
}
