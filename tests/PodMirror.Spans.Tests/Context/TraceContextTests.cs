namespace PodMirror.Spans.Tests;

public sealed class TraceContextTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Parent = "b7ad6b7169203331";

    [Theory]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-01\r\n", Trace, Parent, 0x301)]
    [InlineData($"TraceParent: 00-{Trace}-{Parent}-00\r\n", Trace, Parent, 0x300)]
    [InlineData($"traceparent: cc-{Trace}-{Parent}-01-what-comes\r\n", Trace, Parent, 0x301)]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-01\r\ntraceparent: 00-{Trace}-{Parent}-01\r\n", Trace, Parent, 0x301)]
    [InlineData($"b3: {Trace}-{Parent}-1-05e3ac9a4f6e3b90\r\n", Trace, Parent, 0x301)]
    [InlineData($"b3: {Trace}-{Parent}\r\n", Trace, Parent, 0x300)]
    [InlineData($"b3: {Trace}-{Parent}-d\r\n", Trace, Parent, 0x301)]
    [InlineData($"b3: {Parent}-{Parent}-0\r\n", "0000000000000000b7ad6b7169203331", Parent, 0x300)]
    [InlineData($"X-B3-TraceId: {Trace}\r\nX-B3-SpanId: {Parent}\r\nX-B3-Sampled: 1\r\n", Trace, Parent, 0x301)]
    [InlineData($"b3: 0\r\nX-B3-TraceId: {Trace}\r\nX-B3-SpanId: {Parent}\r\ntraceparent: 00-{Trace}-{Parent}-01\r\n", Trace, Parent, 0x301)]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-03\r\n", Trace, Parent, 0x303)]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-ff\r\n", Trace, Parent, 0x303)]
    [InlineData($"traceparent: cc-{Trace}-{Parent}-01\r\n", Trace, Parent, 0x301)]
    [InlineData($"traceparent: \t00-{Trace}-{Parent}-01 \t\r\n", Trace, Parent, 0x301)]
    [InlineData($"X-B3-TraceId: {Trace}\r\nX-B3-SpanId: {Parent}\r\nX-B3-Sampled: true\r\n", Trace, Parent, 0x301)]
    [InlineData($"X-B3-TraceId: {Trace}\r\nX-B3-SpanId: {Parent}\r\nX-B3-Flags: 1\r\n", Trace, Parent, 0x301)]
    [InlineData($"X-B3-TraceId: {Trace}\r\nX-B3-SpanId: {Parent}\r\n", Trace, Parent, 0x300)]
    [InlineData($"X-B3-TraceId: {Parent}\r\nX-B3-SpanId: {Parent}\r\n", "0000000000000000b7ad6b7169203331", Parent, 0x300)]
    [InlineData($"traceparent: bad\r\nb3: {Trace}-{Parent}-1\r\n", Trace, Parent, 0x301)]
    public void A_valid_context_gives_trace_and_parent(string fields, string trace, string parent, uint flags)
    {
        ReadSpan span = new Sample { RequestFields = fields }.ToSpan();

        Assert.Equal(trace, span.TraceId);
        Assert.Equal(parent, span.ParentId);
        Assert.Equal(flags, span.Flags);
        Assert.Null(span["podmirror.trace_context.malformed"]);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("b3: 0\r\n", null)]
    [InlineData("b3: d\r\n", null)]
    [InlineData("X-B3-Sampled: 0\r\n", null)]
    [InlineData("traceparent:\r\n", "traceparent")]
    [InlineData($"traceparent: 00-{Trace}-{Parent}\r\n", "traceparent")]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-01-x\r\n", "traceparent")]
    [InlineData($"traceparent: ff-{Trace}-{Parent}-01\r\n", "traceparent")]
    [InlineData($"traceparent: 00-00000000000000000000000000000000-{Parent}-01\r\n", "traceparent")]
    [InlineData($"traceparent: 00-{Trace}-0000000000000000-01\r\n", "traceparent")]
    [InlineData($"traceparent: 00-0AF7651916CD43DD8448EB211C80319C-{Parent}-01\r\n", "traceparent")]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-0g\r\n", "traceparent")]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-01\r\ntraceparent: 00-{Trace}-b7ad6b7169203332-01\r\n", "traceparent")]
    [InlineData($"traceparent: cc-{Trace}-{Parent}-01.what-comes\r\n", "traceparent")]
    [InlineData($"traceparent: 0-{Trace}-{Parent}-01\r\n", "traceparent")]
    [InlineData($"traceparent: 000-{Trace}-{Parent}-01\r\n", "traceparent")]
    [InlineData($"traceparent: .0-{Trace}-{Parent}-01\r\n", "traceparent")]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-1\r\n", "traceparent")]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-.0\r\n", "traceparent")]
    [InlineData($"traceparent: 00-.af7651916cd43dd8448eb211c80319c-{Parent}-01\r\n", "traceparent")]
    [InlineData($"traceparent: 00-{Trace}0-{Parent}-01\r\n", "traceparent")]
    [InlineData($"traceparent: 00-{Trace}-{Parent}0-01\r\n", "traceparent")]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-01,00-{Trace}-{Parent}-01\r\n", "traceparent")]
    [InlineData($"b3: {Trace}-\r\n", "b3")]
    [InlineData($"b3: {Trace}-{Parent}-\r\n", "b3")]
    [InlineData($"b3: {Trace}-{Parent}-1-xyz\r\n", "b3")]
    [InlineData($"b3: {Trace}-{Parent}-1\r\nb3: {Trace}-{Parent}-0\r\n", "b3")]
    [InlineData("X-B3-Flags: 1\r\n", null)]
    [InlineData("b3: x\r\n", "b3")]
    [InlineData($"b3: {Trace}-{Parent}-7\r\n", "b3")]
    [InlineData($"X-B3-TraceId: {Trace}\r\n", "x-b3-traceid")]
    [InlineData($"X-B3-TraceId: 00\r\nX-B3-SpanId: {Parent}\r\n", "x-b3-traceid")]
    public void Anything_else_begins_a_trace_and_says_what_could_not_be_read(string fields, string? malformed)
    {
        ReadSpan span = new Sample { RequestFields = fields }.ToSpan();

        Assert.Equal("", span.ParentId);
        Assert.NotEqual(Trace, span.TraceId);
        Assert.Equal(32, span.TraceId.Length);
        Assert.Equal(0x101u, span.Flags);
        Assert.Equal(malformed, span["podmirror.trace_context.malformed"]);
    }

    [Theory]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-01\r\ntracestate: a=1\r\ntracestate: b=2\r\n", "a=1,b=2")]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-01\r\ntracestate:\r\n", "")]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-01\r\ntracestate: a=\u0001\r\n", "")]
    [InlineData($"b3: {Trace}-{Parent}-1\r\ntracestate: a=1\r\n", "")]
    [InlineData("tracestate: a=1\r\n", "")]
    public void A_state_goes_with_a_traceparent_only(string fields, string expected) =>
        Assert.Equal(expected, new Sample { RequestFields = fields }.ToSpan().TraceState);

    [Theory]
    [InlineData("foo=1 \t,\t bar=2, ,", "foo=1,bar=2")]
    [InlineData("0foo@bar/-_*=1", "0foo@bar/-_*=1")]
    [InlineData("foo=a b:\"!", "foo=a b:\"!")]
    [InlineData("foo =1", "")]
    [InlineData("FOO=1", "")]
    [InlineData("foo.bar=1", "")]
    [InlineData("@foo=1", "")]
    [InlineData("foo", "")]
    [InlineData("=1", "")]
    [InlineData("foo=", "")]
    [InlineData("foo=bar=baz", "")]
    [InlineData("bar=2,foo=\u00e9", "")]
    public void A_state_with_a_member_that_is_none_is_left_out_as_a_whole(string state, string expected) => Assert.Equal(
        expected, new Sample { RequestFields = $"traceparent: 00-{Trace}-{Parent}-01\r\ntracestate: {state}\r\n" }.ToSpan().TraceState);

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void A_state_has_32_members_at_most(int members, bool isKept)
    {
        string state = string.Concat(Enumerable.Range(0, members).Select(i => $"tracestate: m{i}=1\r\n"));

        string kept = new Sample { RequestFields = $"traceparent: 00-{Trace}-{Parent}-01\r\n{state}" }.ToSpan().TraceState;

        Assert.Equal(isKept ? members : 1, kept.Split(',').Length);
        Assert.Equal(isKept, kept.Length > 0);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-00\r\n", true)]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-01\r\n", false)]
    [InlineData($"traceparent: 00-{Trace}-{Parent}-02\r\n", true)]
    [InlineData("traceparent: bad\r\n", false)]
    [InlineData("b3: 0\r\n", true)]
    [InlineData("b3: d\r\n", false)]
    [InlineData($"b3: {Trace}-{Parent}\r\n", false)]
    [InlineData($"b3: {Trace}-{Parent}-0\r\n", true)]
    [InlineData("X-B3-Sampled: 0\r\n", true)]
    [InlineData("X-B3-Sampled: false\r\n", true)]
    [InlineData("X-B3-Sampled: 0\r\nX-B3-Flags: 1\r\n", false)]
    public void Only_a_caller_that_says_no_makes_a_trace_unsampled(string fields, bool expected)
    {
        SpanSampler sampler = SpanSampler.Of(new SpanOptions { RespectsSampled = true })!;
        SamplingOutcome outcome = sampler.Decide(new Sample { RequestFields = fields }.ToExchange());

        Assert.Equal(expected, outcome == SamplingOutcome.NotRecorded);
    }

    [Fact]
    public void A_state_past_its_limit_is_left_out()
    {
        string fields = $"traceparent: 00-{Trace}-{Parent}-01\r\ntracestate: a={new string('x', 511)}\r\n";

        Assert.Equal("", new Sample { RequestFields = fields }.ToSpan().TraceState);
    }

    [Fact]
    public void The_ids_of_an_exchange_are_the_same_each_time_and_differ_from_every_other()
    {
        var sample = new Sample();
        ReadSpan first = sample.ToSpan();
        ReadSpan[] others =
        [
            (sample with { Ordinal = 1 }).ToSpan(), (sample with { StartNs = 1 }).ToSpan(), (sample with { Client = sample.Server }).ToSpan(),
            sample.ToSpan(new SpanOptions { Pod = "another" }),
        ];

        Assert.Equal(first.SpanId, sample.ToSpan().SpanId);
        Assert.Equal(first.TraceId, sample.ToSpan().TraceId);
        Assert.All(others, other => Assert.NotEqual(first.SpanId, other.SpanId));
        Assert.All(others, other => Assert.NotEqual(first.TraceId, other.TraceId));
    }

    [Theory]
    [InlineData(0, "a3817f04ba25a8e66df67214c7550293")]
    [InlineData(1, "da87c1d86b99af44347659119b22fc45")]
    public void The_hash_gives_the_vectors_of_its_authors(int length, string expected)
    {
        UInt128 key = UInt128.Zero;
        for (int i = 15; i >= 0; i--)
        {
            key = (key << 8) | (uint)i;
        }

        byte[] input = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        byte[] output = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128LittleEndian(output, SipHash.Hash(key, input));

        Assert.Equal(expected, Convert.ToHexStringLower(output));
    }
}
