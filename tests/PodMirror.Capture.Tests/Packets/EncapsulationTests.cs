using PodMirror.Exchange;

namespace PodMirror.Capture.Tests;

public sealed class EncapsulationTests
{
    public static TheoryData<string> Samples => [.. SampleFrames.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_segment_is_found_in_every_envelope(string sample)
    {
        (LinkType link, byte[] bytes, string ends) = SampleFrames.All[sample];
        Decoded decoded = Decoded.Of(link, bytes);
        Assert.Equal(
            new Decoded(
                MirrorCounter.PacketsTcp, ends, SampleFrames.Sequence, SampleFrames.Acknowledgement, TcpFlags.Psh | TcpFlags.Ack,
                SampleFrames.Payload, SampleFrames.Payload.Length, decoded.Origin),
            decoded);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_frame_cut_by_the_snap_length_keeps_what_is_there_and_the_length_that_was(string sample)
    {
        (LinkType link, byte[] bytes, string ends) = SampleFrames.All[sample];
        bool headerWasWhole = false;
        for (int length = 0; length < bytes.Length; length++)
        {
            Decoded decoded = Decoded.Of(link, bytes.AsSpan(0, length), bytes.Length);
            if (decoded.Outcome == MirrorCounter.PacketsTcp)
            {
                headerWasWhole = true;
                Assert.Equal(ends, decoded.Ends);
                Assert.Equal(SampleFrames.Payload.Length, decoded.WirePayloadBytes);
                Assert.StartsWith(decoded.Payload, SampleFrames.Payload, StringComparison.Ordinal);
            }
            else
            {
                Assert.False(headerWasWhole, $"cut at {length}");
                Assert.True(decoded.Outcome is MirrorCounter.PacketsCut or MirrorCounter.PacketsNotTcp, $"{decoded.Outcome} at {length}");
            }
        }

        Assert.True(headerWasWhole);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_frame_that_ends_on_the_wire_before_its_headers_do_is_no_segment(string sample)
    {
        (LinkType link, byte[] bytes, _) = SampleFrames.All[sample];
        int headers = bytes.AsSpan().IndexOf("GET"u8);
        for (int length = 0; length < headers; length++)
        {
            Assert.NotEqual(MirrorCounter.PacketsTcp, Decoded.Of(link, bytes.AsSpan(0, length)).Outcome);
        }
    }
}
