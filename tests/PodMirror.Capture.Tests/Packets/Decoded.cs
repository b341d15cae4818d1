using PodMirror.Exchange;

namespace PodMirror.Capture.Tests;

/// <summary>What became of a frame: its segment, or none, and the one counter that it ended in.</summary>
public sealed record Decoded(
    MirrorCounter Outcome, string Ends, uint Sequence, uint Acknowledgement, TcpFlags Flags,
    string Payload, int WirePayloadBytes, PacketOrigin Origin)
{
    /// <summary>The counters of which each packet ends in exactly one.</summary>
    public static IReadOnlyList<MirrorCounter> Outcomes { get; } =
    [
        MirrorCounter.PacketsTcp, MirrorCounter.PacketsFragment, MirrorCounter.PacketsLinkUnknown, MirrorCounter.PacketsNotIp,
        MirrorCounter.PacketsNotTcp, MirrorCounter.PacketsMalformed, MirrorCounter.PacketsCut,
    ];

    /// <summary>A frame that was whole, alone.</summary>
    public static Decoded Of(LinkType link, ReadOnlySpan<byte> frame, int? wireBytes = null, ushort etherType = 0)
    {
        var ledger = new MirrorLedger();
        return Of(new PacketDecoder(ledger), ledger, new()
        {
            Bytes = frame,
            WireBytes = wireBytes ?? frame.Length,
            Link = link,
            EtherType = etherType,
        });
    }

    /// <summary>The next frame of a decoder.</summary>
    public static Decoded Of(PacketDecoder decoder, MirrorLedger ledger, in CapturedFrame frame)
    {
        long[] before = ledger.Counts.ToArray();
        bool isTcp = decoder.TryDecode(in frame, out TcpSegment segment);
        MirrorCounter[] risen = [.. Outcomes.Where(counter => ledger[counter] != before[(int)counter])];
        MirrorCounter outcome = Assert.Single(risen);
        Assert.Equal(before[(int)outcome] + 1, ledger[outcome]);
        Assert.Equal(before[(int)MirrorCounter.PacketsSeen] + 1, ledger[MirrorCounter.PacketsSeen]);
        Assert.Equal(outcome == MirrorCounter.PacketsTcp, isTcp);
        Assert.Null(ledger.FirstImbalance());
        if (!isTcp)
        {
            return new(outcome, "", 0, 0, TcpFlags.None, "", 0, PacketOrigin.Unknown);
        }

        Assert.Equal(frame.TimestampNs, segment.TimestampNs);
        return new(
            outcome, $"{segment.Source} > {segment.Destination}", segment.Sequence, segment.Acknowledgement, segment.Flags,
            System.Text.Encoding.Latin1.GetString(segment.Payload), segment.WirePayloadBytes, segment.Origin);
    }
}
