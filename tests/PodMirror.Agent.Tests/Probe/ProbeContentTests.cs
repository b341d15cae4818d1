using PodMirror.Agent.Metrics;
using PodMirror.Agent.Probe;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Receiver.Protobuf;

namespace PodMirror.Agent.Tests.Probe;

public sealed class ProbeContentTests
{
    private const long Now = TestSpan.BaseTimeNs;

    [Fact]
    public void A_probe_is_the_same_bytes_again_and_no_other_has_its_ids()
    {
        Assert.Equal(Request(1, 5, 9).ToArray(), Request(1, 5, 9).ToArray());
        var ids = new HashSet<string>();
        foreach ((int process, long start) in ((int, long)[])[(1, 5), (1, 6), (2, 5)])
        {
            for (long number = 1; number <= 200; number++)
            {
                IReadOnlyList<ProbeSpan> spans = new ProbeContent(process, start).Spans(number, Now);
                Assert.Equal(spans[0].TraceId, spans[1].TraceId);
                Assert.Equal(spans[0].SpanId, spans[1].ParentSpanId);
                Assert.All(spans, span => Assert.True(ids.Add(Convert.ToHexString([.. span.TraceId, .. span.SpanId]))));
            }
        }
    }

    [Fact]
    public void Every_probe_is_taken_as_a_whole_and_is_known_as_one()
    {
        for (long number = 1; number <= 200; number++)
        {
            byte[] request = Request(1, 5, number).ToArray();
            var validator = new SpanValidator(request, new ReasonCounters<TraceFault>());
            Assert.Equal(TraceFault.None, TraceRequest.Walk(request, ref validator, out _));
            Assert.Equal((2, 0), (validator.Accepted, validator.Rejected));
            Assert.True(ProbeMark.IsRequest(request));
        }
    }

    [Fact]
    public void What_only_looks_like_a_probe_is_none()
    {
        byte[] probe = Request(1, 5, 9).ToArray();
        byte[] name = Proto.Message(1, Proto.Attribute("service.name", "podmirror-prober"));
        byte[] mark = Proto.Message(1, Proto.Attribute("podmirror.probe", true));
        Assert.True(ProbeMark.IsResource([.. mark, .. name]));
        Assert.False(ProbeMark.IsResource(name));
        Assert.False(ProbeMark.IsResource(mark));
        Assert.False(ProbeMark.IsResource([.. name, .. Proto.Message(1, Proto.Attribute("podmirror.probe", false))]));
        Assert.False(ProbeMark.IsResource([.. name, .. Proto.Message(1, Proto.Attribute("podmirror.probe", "true"))]));

        // Spans of others that came in one request with it are for backends.
        Assert.False(ProbeMark.IsRequest([.. probe, .. TestRequest.Of(new TestSpan())]));
        Assert.False(ProbeMark.IsRequest([.. TestRequest.Of(new TestSpan()), .. probe]));
        Assert.False(ProbeMark.IsRequest(TestRequest.Of(new TestSpan())));
        Assert.False(ProbeMark.IsRequest([]));
    }

    private static ReadOnlyMemory<byte> Request(int process, long start, long number)
    {
        var content = new ProbeContent(process, start);
        return ProbeRequest.Write(content.Instance, content.Spans(number, Now));
    }
}
