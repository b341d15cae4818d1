namespace PodMirror.Spans.Tests.Sampling;

public sealed class SpanSamplerTests
{
    // The last 56 bits are a9ce929d0e0e4736 without its first byte: ce92..., above the threshold c of a quarter and below e of an eighth.
    private const string Parent = "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";
    private const string Traced = Parent + "01\r\n";

    [Theory]
    [InlineData(1, true)]
    [InlineData(0.25, true)]
    [InlineData(0.125, false)]
    [InlineData(0, false)]
    public void A_trace_is_kept_where_its_id_is_not_below_the_threshold(double share, bool isKept)
    {
        SpanSampler sampler = Sampler(new SamplingRules { Share = share });

        Assert.Equal(isKept ? SamplingOutcome.Kept : SamplingOutcome.LeftOut, sampler.Decide(new Sample { RequestFields = Traced }.ToExchange()));
    }

    [Theory]
    [InlineData("tracestate: ot=rv:dfffffffffffff\r\n", 0.125, false)]
    [InlineData("tracestate: ot=rv:e0000000000000\r\n", 0.125, true)]
    [InlineData("tracestate: ot=rv:00000000000000\r\n", 0.25, false)]
    public void Randomness_that_was_made_for_the_trace_goes_before_its_id(string state, double share, bool isKept)
    {
        SpanSampler sampler = Sampler(new SamplingRules { Share = share });

        Assert.Equal(
            isKept ? SamplingOutcome.Kept : SamplingOutcome.LeftOut, sampler.Decide(new Sample { RequestFields = Traced + state }.ToExchange()));
    }

    [Fact]
    public void Both_ends_of_a_call_come_to_the_same_and_a_larger_share_keeps_all_of_a_smaller_one()
    {
        SpanSampler half = Sampler(new SamplingRules { Share = 0.5 }, "client");
        SpanSampler other = Sampler(new SamplingRules { Share = 0.5 }, "server");
        SpanSampler tenth = Sampler(new SamplingRules { Share = 0.1 }, "client");
        var random = new Random(7);
        int kept = 0;
        for (int i = 0; i < 2000; i++)
        {
            string fields = $"traceparent: 00-{random.NextInt64():x16}{random.NextInt64():x16}-00f067aa0ba902b7-01\r\n";
            Sample sample = new() { RequestFields = fields, Ordinal = (uint)i };
            SamplingOutcome outcome = half.Decide(sample.ToExchange());
            Assert.Equal(outcome, other.Decide((sample with { Direction = Exchange.Direction.Egress, Ordinal = 9 }).ToExchange()));
            Assert.True(outcome == SamplingOutcome.Kept || tenth.Decide(sample.ToExchange()) == SamplingOutcome.LeftOut);
            kept += outcome == SamplingOutcome.Kept ? 1 : 0;
        }

        Assert.InRange(kept, 900, 1100);
    }

    [Fact]
    public void Of_exchanges_without_a_trace_the_share_is_kept_too()
    {
        SpanSampler sampler = Sampler(new SamplingRules { Share = 0.25 });
        int kept = Enumerable.Range(0, 4000).Count(i => sampler.Decide(new Sample { Ordinal = (uint)i }.ToExchange()) == SamplingOutcome.Kept);

        Assert.InRange(kept, 880, 1120);
    }

    [Theory]
    [InlineData("GET", "/health", 0)]
    [InlineData("POST", "/health", 0)]
    [InlineData("GET", "/health?full=1", 0)]
    [InlineData("GET", "http://shop/health", 0)]
    [InlineData("GET", "/healthz", 0.125)]
    [InlineData("GET", "/health/", 0.125)]
    [InlineData("GET", "/orders/7", 1)]
    [InlineData("GET", "/orders/", 0.125)]
    [InlineData("PUT", "/orders/7", 0.125)]
    [InlineData("GET", "/orders/7/lines", 0.125)]
    [InlineData("GET", "/static/", 0.5)]
    [InlineData("GET", "/static/a/b.css", 0.5)]
    [InlineData("GET", "/static", 0.125)]
    [InlineData("CONNECT", "shop:80", 0.125)]
    [InlineData("OPTIONS", "*", 0.125)]
    [InlineData("", "", 0.125)]
    public void The_first_endpoint_that_fits_has_the_say(string method, string target, double share)
    {
        var rules = new SamplingRules
        {
            Share = 0.125,
            Endpoints = [new(null, "/health", 0), new("GET", "/orders/*", 1), new(null, "/static/**", 0.5), new("GET", "/static/**", 0)],
        };

        Assert.Equal(
            SamplingThreshold.Of(share),
            rules.ThresholdOf(System.Text.Encoding.ASCII.GetBytes(method), System.Text.Encoding.ASCII.GetBytes(target)));
    }

    [Theory]
    [InlineData("", 0.25, false, "ot=th:c")]
    [InlineData(Traced, 0.25, false, "ot=th:c")]
    [InlineData(Traced + "tracestate: a=1,ot=th:4\r\n", 0.25, false, "ot=th:c,a=1")]
    [InlineData(Traced + "tracestate: a=1,ot=th:4\r\n", 0.25, true, "ot=th:c,a=1")]
    [InlineData(Traced + "tracestate: a=1,ot=th:cc\r\n", 0.25, true, "ot=th:cc,a=1")]
    [InlineData(Traced + "tracestate: a=1,ot=th:cc\r\n", 0.25, false, "ot=th:c,a=1")]
    [InlineData(Traced + "tracestate: a=1\r\n", 0.25, true, "a=1")]
    [InlineData(Traced + "tracestate: a=1,ot=th:f\r\n", 0.25, true, "a=1")]
    [InlineData(Parent + "00\r\ntracestate: ot=th:f\r\n", 0.25, false, "ot=th:c")]
    [InlineData("b3: 4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1\r\n", 0.25, false, "ot=th:c")]
    [InlineData(Traced, 1, false, "ot=th:0")]
    public void A_span_says_by_which_probability_it_is_here(string fields, double share, bool respects, string state)
    {
        // Of an exchange without a trace, the id is ours: one that is kept.
        var options = new SpanOptions { Sampling = new SamplingRules { Share = share }, RespectsSampled = respects };
        Sample sample = Enumerable.Range(0, 1000).Select(i => new Sample { RequestFields = fields, Ordinal = (uint)i })
            .First(sample => SpanSampler.Of(options)!.Decide(sample.ToExchange()) == SamplingOutcome.Kept);

        Assert.Equal(state, sample.ToSpan(options).TraceState);
    }

    [Fact]
    public void Without_sampling_the_callers_state_stays_as_it_is() => Assert.Equal(
        "a=1,ot=th:4", new Sample { RequestFields = Traced + "tracestate: a=1,ot=th:4\r\n" }.ToSpan().TraceState);

    [Fact]
    public void A_caller_that_does_not_record_goes_before_the_share()
    {
        SpanSampler sampler = SpanSampler.Of(new SpanOptions { RespectsSampled = true, Sampling = new SamplingRules { Share = 0 } })!;

        Assert.Equal(SamplingOutcome.NotRecorded, sampler.Decide(new Sample { RequestFields = Parent + "00\r\n" }.ToExchange()));
        Assert.Equal(SamplingOutcome.LeftOut, sampler.Decide(new Sample { RequestFields = Traced }.ToExchange()));
        Assert.Null(SpanSampler.Of(new SpanOptions()));
    }

    private static SpanSampler Sampler(SamplingRules rules, string pod = "pod") => SpanSampler.Of(new SpanOptions { Pod = pod, Sampling = rules })!;
}
