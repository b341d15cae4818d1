using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>
/// The IP datagrams of which fragments wait for others, as a receiver joins them. Overlaps follow what Linux does for both versions
/// (RFC 5722): a full copy is ignored, a partial overlap gives up the datagram. Memory is taken when first needed, and kept.
/// </summary>
internal sealed class FragmentTable(MirrorLedger ledger)
{
    private readonly FragmentedDatagram?[] _datagrams = new FragmentedDatagram?[DecodeLimits.MaxFragmentedDatagrams];
    private long _packet;

    /// <summary>A packet's decoding begins: what was lent to the one before may be written again.</summary>
    public void BeginPacket() => _packet++;

    /// <summary>
    /// Joins a fragment, which is all that is left of the packet. True when that completes its datagram, which then is what is left;
    /// false when the walk ends here.
    /// </summary>
    public bool TryJoin(ref PacketWalk walk, in Fragment part)
    {
        if (!IpProtocols.IsRead(part.Protocol))
        {
            walk.End(MirrorCounter.PacketsNotTcp);
            return false;
        }

        // All but the last must end where the next can begin (RFC 791 section 3.2, RFC 8200 section 4.5).
        if (part.More && (walk.WireBytes == 0 || walk.WireBytes % 8 != 0))
        {
            walk.End(MirrorCounter.PacketsMalformed);
            return false;
        }

        walk.End(MirrorCounter.PacketsFragment);
        if (walk.Bytes.Length < walk.WireBytes || part.Offset + walk.WireBytes > DecodeLimits.MaxDatagramBytes)
        {
            ledger[MirrorCounter.FragmentsDropped]++;
            return false;
        }

        FragmentedDatagram datagram = FindOrBegin(in walk, in part);
        JoinResult result = datagram.IsWaiting ? datagram.Add(walk.Bytes, in part) : JoinResult.Duplicate;
        switch (result)
        {
            case JoinResult.Complete:
                datagram.Close(walk.TimestampNs);
                walk.Bytes = datagram.Lend(_packet);
                walk.WireBytes = walk.Bytes.Length;
                return true;
            case JoinResult.Duplicate:
                ledger[MirrorCounter.FragmentsDropped]++;
                return false;
            case JoinResult.Contradiction:
                ledger[MirrorCounter.FragmentsDropped]++;
                GiveUp(datagram);
                datagram.Close(walk.TimestampNs);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Gives up everything that waits.</summary>
    public void DropAll()
    {
        foreach (FragmentedDatagram? datagram in _datagrams)
        {
            if (datagram is { IsWaiting: true })
            {
                GiveUp(datagram);
                datagram.Close(0);
            }
        }
    }

    private FragmentedDatagram FindOrBegin(in PacketWalk walk, in Fragment part)
    {
        foreach (FragmentedDatagram? datagram in _datagrams)
        {
            if (datagram is null)
            {
                break;
            }

            if (datagram.IsOf(in walk, in part) && (datagram.LentTo == _packet || !datagram.IsStale(walk.TimestampNs)))
            {
                return datagram;
            }
        }

        FragmentedDatagram place = FindPlace(walk.TimestampNs);
        GiveUp(place);
        place.Begin(in walk, in part, _packet);
        return place;
    }

    /// <summary>
    /// A place whose datagram has had its time, else one never used, else the oldest. What the packet at hand reads from is left alone:
    /// one packet joins fewer datagrams than it has layers, and there are more places than that.
    /// </summary>
    private FragmentedDatagram FindPlace(long nowNs)
    {
        int oldest = -1;
        for (int i = 0; i < _datagrams.Length; i++)
        {
            if (_datagrams[i] is not { } datagram)
            {
                return _datagrams[i] = new FragmentedDatagram();
            }

            if (datagram.LentTo == _packet)
            {
                continue;
            }

            if (datagram.IsStale(nowNs))
            {
                return datagram;
            }

            oldest = oldest < 0 || datagram.Begun < _datagrams[oldest]!.Begun ? i : oldest;
        }

        return _datagrams[oldest]!;
    }

    private void GiveUp(FragmentedDatagram datagram)
    {
        if (datagram.IsWaiting)
        {
            ledger[MirrorCounter.FragmentsDropped] += datagram.Fragments;
        }
    }
}
