using CsCheck;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Receiver.Protobuf;

namespace PodMirror.Agent.Tests.Receiver;

public sealed class SpanValidatorTests
{
    private static readonly byte[] Good = new TestSpan().ToBytes();
    private static readonly byte[] Bad = new TestSpan { TraceId = new byte[16] }.ToBytes();

    [Fact]
    public void Unreadable_spans_are_masked_and_the_others_stay_as_they_came()
    {
        byte[] request = TestRequest.OfRaw([], Good, Bad, Good);
        var counters = new ReasonCounters<TraceFault>();

        (int accepted, int rejected, TraceFault fault) = Validate(request, counters);

        Assert.Equal((2, 1, TraceFault.TraceIdInvalid), (accepted, rejected, fault));
        Assert.Equal(1, counters[TraceFault.TraceIdInvalid]);
        Assert.Equal((2, 0, TraceFault.None), Validate(request, null));
    }

    [Fact]
    public void A_tag_written_longer_than_it_needs_is_masked_too()
    {
        // Field 2 of ScopeSpans as 92 00 instead of 12: legal protobuf.
        byte[] span = [0x92, 0x00, .. Proto.Number((ulong)Bad.Length), .. Bad];
        byte[] request = Proto.Message(1, Proto.Message(2, span, Proto.Message(2, Good)));

        Assert.Equal((1, 1, TraceFault.TraceIdInvalid), Validate(request, null));
        Assert.Equal((1, 0, TraceFault.None), Validate(request, null));
    }

    [Fact]
    public void A_resource_that_cannot_be_read_takes_its_spans_with_it_and_no_others()
    {
        byte[] badResource = Proto.Message(1, Proto.Message(1, [0xFF]));
        byte[] request = Proto.Join(TestRequest.OfRaw(badResource, Good, Good), TestRequest.OfRaw([], Good));

        Assert.Equal((1, 2, TraceFault.Utf8Invalid), Validate(request, null));
        Assert.Equal((1, 0, TraceFault.None), Validate(request, null));
    }

    [Fact]
    public void A_resource_behind_its_spans_is_checked_as_well()
    {
        byte[] badResource = Proto.Message(1, Proto.Message(1, [0xFF]));
        byte[] request = Proto.Message(1, Proto.Message(2, Proto.Message(2, Good)), Proto.Message(1, badResource));

        Assert.Equal((0, 1, TraceFault.Utf8Invalid), Validate(request, null));
    }

    [Fact]
    public void An_oversized_resource_is_refused()
    {
        byte[] request = TestRequest.OfRaw(Proto.Text(50, new string('x', ReceiverLimits.MaxSourceBytes)), Good);
        Assert.Equal((0, 1, TraceFault.SourceTooLarge), Validate(request, null));
    }

    [Fact]
    public void Spans_past_the_limit_of_a_request_are_refused_and_counted()
    {
        byte[] request = TestRequest.OfRaw([], [.. Enumerable.Repeat(Good, ReceiverLimits.MaxSpansPerRequest + 3)]);
        Assert.Equal((ReceiverLimits.MaxSpansPerRequest, 3, TraceFault.TooManySpans), Validate(request, null));
    }

    [Fact]
    public void Whatever_bytes_change_a_second_reading_finds_nothing_more_to_mask()
    {
        byte[] request = TestRequest.OfRaw(TestRequest.Resource("a", "b", "c"), Good, Good, Good);
        Gen.Select(Gen.Int[0, request.Length - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            byte[] changed = [.. request];
            foreach ((int at, byte value) in changes)
            {
                changed[at] = value;
            }

            var validator = new SpanValidator(changed, null);
            if (TraceRequest.Walk(changed, ref validator, out int offset) == TraceFault.None)
            {
                (int accepted, int rejected, _) = Validate(changed, null);
                Assert.Equal((validator.Accepted, 0), (accepted, rejected));
            }
            else
            {
                Assert.InRange(offset, 0, changed.Length);
            }
        });
    }

    private static (int Accepted, int Rejected, TraceFault Fault) Validate(byte[] request, ReasonCounters<TraceFault>? counters)
    {
        var validator = new SpanValidator(request, counters);
        Assert.Equal(TraceFault.None, TraceRequest.Walk(request, ref validator, out _));
        return (validator.Accepted, validator.Rejected, validator.FirstFault);
    }
}
