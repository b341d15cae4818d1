using PodMirror.Capture;
using PodMirror.Exchange;

namespace PodMirror.Live.Tests.Net;

/// <summary>A ring in a namespace, and what it has given out.</summary>
internal sealed class RingReader : IDisposable
{
    private readonly PacketRing _ring;

    public RingReader(NetworkNamespace place, FilterRules? rules = null, RingOptions? options = null)
    {
        options = (options ?? new RingOptions()) with { Filter = CaptureFilter.Build(rules ?? new FilterRules()) };
        _ring = place.Run(() => PacketRing.TryOpen(options, out PacketRing? ring, out string? error)
            ? ring
            : throw new InvalidOperationException(error));
    }

    public MirrorLedger Ledger { get; } = new();

    /// <summary>Ends the capture and reads everything that entered; gives what is TCP.</summary>
    public List<Seen> Finish()
    {
        Assert.True(_ring.TryStop());
        var seen = new List<Seen>();
        do
        {
            while (_ring.TryTakeBlock())
            {
                while (_ring.TryRead(out CapturedFrame frame))
                {
                    Assert.Equal(LinkType.Network, frame.Link);
                    Assert.Equal(frame.WireBytes, frame.Bytes.Length);
                    Ledger[MirrorCounter.PacketsSeen]++;
                    if (Seen.TryRead(frame, out Seen packet))
                    {
                        seen.Add(packet);
                    }
                }
            }
        }
        while (_ring.Poll(200));

        _ring.CountInto(Ledger);
        Assert.Equal(Ledger[MirrorCounter.RingPackets], Ledger[MirrorCounter.PacketsSeen] + Ledger[MirrorCounter.RingDrops]);
        return seen;
    }

    public void Dispose() => _ring.Dispose();
}
