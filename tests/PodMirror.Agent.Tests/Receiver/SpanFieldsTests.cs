using System.Text;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Receiver.Protobuf;

namespace PodMirror.Agent.Tests.Receiver;

public sealed class SpanFieldsTests
{
    [Fact]
    public void Every_field_of_a_span_is_read()
    {
        byte[] bytes = Proto.Join(
            new TestSpan { Name = "GET /items", Kind = 3, StartNs = 100, DurationNs = 23 }.ToBytes(),
            Proto.Message(4, new byte[8]),
            Proto.Text(3, "a=b"),
            Proto.Message(11, Proto.Fixed64(1, 5), Proto.Text(2, "event"), Proto.Message(3, Proto.Attribute("k", "v"))),
            Proto.Message(13, Proto.Message(1, new byte[16]), Proto.Text(3, "s"), Proto.Message(4, Proto.Attribute("k", "v"))),
            Proto.Message(15, Proto.Text(2, "broken"), Proto.Varint(3, 2)),
            Proto.Join(Proto.Tag(16, 5), new byte[4]));

        Assert.True(SpanFields.TryRead(bytes, out SpanFields span, out TraceFault fault), fault.ToString());
        Assert.Equal("GET /items", Encoding.UTF8.GetString(span.Name));
        Assert.Equal((3, 100L, 123L, 2), (span.Kind, span.StartNs, span.EndNs, span.StatusCode));
        Assert.Equal("broken", Encoding.UTF8.GetString(span.StatusMessage));
        Assert.Equal(8, span.ParentSpanId.Length);
    }

    [Fact]
    public void Every_proper_prefix_of_a_span_is_whole_or_has_a_reason_and_never_throws()
    {
        byte[] bytes = new TestSpan { Attributes = [("list", new object[] { "a", 1, 2.5, true })] }.ToBytes();
        int broken = 0;
        for (int length = 0; length < bytes.Length; length++)
        {
            bool read = SpanFields.TryRead(bytes.AsSpan(0, length), out _, out TraceFault fault);
            Assert.Equal(read, fault == TraceFault.None);
            broken += read ? 0 : 1;
        }

        Assert.InRange(broken, bytes.Length / 2, bytes.Length - 1);
    }

    public static TheoryData<string, byte[]> BrokenSpans => new()
    {
        { "TraceIdInvalid", new TestSpan { TraceId = [] }.ToBytes() },
        { "TraceIdInvalid", new TestSpan { TraceId = new byte[16] }.ToBytes() },
        { "TraceIdInvalid", new TestSpan { TraceId = [1, 2, 3] }.ToBytes() },
        { "SpanIdInvalid", new TestSpan { SpanId = new byte[8] }.ToBytes() },
        { "SpanIdInvalid", new TestSpan { SpanId = new byte[16] }.ToBytes() },
        { "SpanIdInvalid", new TestSpan { Tail = Proto.Message(4, [1, 2]) }.ToBytes() },
        { "Utf8Invalid", new TestSpan { Tail = Proto.Message(5, [0xFF]) }.ToBytes() },
        { "Utf8Invalid", new TestSpan { Tail = Proto.Message(9, Proto.Message(1, [0xC3])) }.ToBytes() },
        { "Utf8Invalid", new TestSpan { Tail = Proto.Message(9, Proto.Message(2, Proto.Message(1, [0xED, 0xA0, 0x80]))) }.ToBytes() },
        { "WireTypeWrong", new TestSpan { Tail = Proto.Varint(1, 7) }.ToBytes() },
        { "WireTypeWrong", new TestSpan { Tail = Proto.Varint(7, 7) }.ToBytes() },
        { "WireTypeWrong", new TestSpan { Tail = Proto.Text(6, "server") }.ToBytes() },
        { "WireTypeWrong", new TestSpan { Tail = Proto.Message(9, Proto.Message(2, Proto.Fixed64(3, 1))) }.ToBytes() },
        { "Truncated", new TestSpan { Tail = [0x4A, 0x05, 0x01] }.ToBytes() },
        { "Truncated", new TestSpan { Tail = Proto.Message(11, [0x1A, 0x10]) }.ToBytes() },
        { "TagInvalid", new TestSpan { Tail = [0x07] }.ToBytes() },
        { "TooDeep", new TestSpan { Attributes = [("deep", Nested(ReceiverLimits.MaxValueDepth))] }.ToBytes() },
        { "TooManyItems", new TestSpan { Tail = Repeat(Proto.Message(9), ReceiverLimits.MaxItemsPerSpan + 1) }.ToBytes() },
        { "TooManyItems", new TestSpan { Tail = Proto.Message(11, Repeat(Proto.Message(3), ReceiverLimits.MaxItemsPerSpan)) }.ToBytes() },
        { "SpanTooLarge", new TestSpan { Tail = Proto.Message(50, new byte[ReceiverLimits.MaxSpanBytes]) }.ToBytes() },
    };

    [Theory]
    [MemberData(nameof(BrokenSpans), DisableDiscoveryEnumeration = true)]
    public void A_broken_span_has_its_reason(string reason, byte[] span)
    {
        Assert.False(SpanFields.TryRead(span, out _, out TraceFault fault));
        Assert.Equal(reason, fault.ToString());
    }

    [Fact]
    public void A_value_may_nest_to_the_limit_and_hold_every_kind()
    {
        byte[] span = new TestSpan
        {
            Attributes =
            [
                ("deep", Nested(ReceiverLimits.MaxValueDepth - 1)),
                ("empty", null),
                ("bytes", new byte[] { 0xFF }),
                ("pairs", new Dictionary<string, object> { ["a"] = new object[] { 1, "b" } }),
            ],
        }.ToBytes();
        Assert.True(SpanFields.TryRead(span, out _, out TraceFault fault), fault.ToString());
    }

    [Fact]
    public void Times_past_what_the_store_counts_stay_at_the_bound()
    {
        byte[] span = new TestSpan { Tail = Proto.Join(Proto.Fixed64(7, ulong.MaxValue), Proto.Fixed64(8, ulong.MaxValue)) }.ToBytes();
        Assert.True(SpanFields.TryRead(span, out SpanFields fields, out _));
        Assert.Equal((long.MaxValue, long.MaxValue), (fields.StartNs, fields.EndNs));
    }

    private static byte[] Repeat(byte[] part, int count) => Proto.Join([.. Enumerable.Repeat(part, count)]);

    private static object Nested(int depth) => depth == 0 ? "leaf" : new object[] { Nested(depth - 1) };
}
