using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>
/// Finds the TCP segment in a frame: link, network and tunnel headers are read one after the other, in place. Keeps no state
/// but the IP fragments that wait for others. What frames contain never makes it throw; it allocates only for fragments, and boundedly.
/// </summary>
/// <remarks>Of one thread. Checksums are not verified: offloading hosts have not computed them yet. Limits: <see cref="DecodeLimits"/>.</remarks>
public sealed class PacketDecoder(MirrorLedger ledger)
{
    private readonly FragmentTable _fragments = new(ledger);

    /// <summary>
    /// Decodes a frame. True when it holds, or completes, a TCP segment. Counts <see cref="MirrorCounter.PacketsSeen"/> and
    /// exactly one of the outcomes that the ledger adds up to it.
    /// </summary>
    /// <param name="frame">The frame; the segment's payload lies in its bytes.</param>
    /// <param name="segment">The segment, whose payload is valid until the frame's bytes are, or the next frame is decoded.</param>
    public bool TryDecode(in CapturedFrame frame, out TcpSegment segment)
    {
        segment = default;
        _fragments.BeginPacket();
        var walk = new PacketWalk(in frame);
        MirrorCounter outcome = TryReachTcp(ref walk, LinkLayers.First(ref walk, in frame))
            ? TcpLayer.Read(in walk, out segment)
            : walk.Outcome;
        if (walk.InGuess && outcome is not (MirrorCounter.PacketsTcp or MirrorCounter.PacketsFragment))
        {
            outcome = MirrorCounter.PacketsNotTcp;
        }

        ledger[MirrorCounter.PacketsSeen]++;
        ledger[outcome]++;
        return outcome == MirrorCounter.PacketsTcp;
    }

    /// <summary>The capture is over: fragments that still wait are counted as <see cref="MirrorCounter.FragmentsDropped"/>.</summary>
    public void Finish() => _fragments.DropAll();

    /// <summary>Reads header after header up to the TCP header. False when there is none, and the walk knows why.</summary>
    private bool TryReachTcp(ref PacketWalk walk, Layer layer)
    {
        for (int layers = 0; layers < DecodeLimits.MaxLayers; layers++)
        {
            switch (layer)
            {
                case Layer.Tcp:
                    return true;
                case Layer.IPv4:
                    layer = Ipv4Layer.Read(ref walk, _fragments);
                    break;
                case Layer.IPv6:
                    layer = Ipv6Layer.Read(ref walk, _fragments);
                    break;
                case Layer.Ethernet:
                    layer = EthernetLayer.Read(ref walk);
                    break;
                case Layer.End:
                    return false;
                default:
                    layer = ReadOther(ref walk, layer);
                    break;
            }
        }

        walk.End(MirrorCounter.PacketsLinkUnknown);
        return false;
    }

    private static Layer ReadOther(ref PacketWalk walk, Layer layer) => layer switch
    {
        Layer.Vlan => EthernetLayer.ReadVlan(ref walk),
        Layer.Llc => LlcLayer.Read(ref walk),
        Layer.CookedV1 => CookedLayer.ReadV1(ref walk),
        Layer.CookedV2 => CookedLayer.ReadV2(ref walk),
        Layer.LoopbackHostOrder => LoopbackLayer.ReadHostOrder(ref walk),
        Layer.LoopbackNetworkOrder => LoopbackLayer.ReadNetworkOrder(ref walk),
        Layer.Ppp => PppLayer.Read(ref walk),
        Layer.PppWithDirection => PppLayer.ReadWithDirection(ref walk),
        Layer.PppOrCiscoHdlc => PppLayer.ReadHdlc(ref walk),
        Layer.CiscoHdlc => PppLayer.ReadCiscoHdlc(ref walk),
        Layer.Pppoe => PppLayer.ReadPppoe(ref walk),
        Layer.Wlan => WlanLayer.Read(ref walk),
        Layer.Radiotap => RadiotapLayer.Read(ref walk),
        Layer.ArcnetLinux => ArcnetLayer.Read(ref walk),
        Layer.Nflog => NflogLayer.Read(ref walk),
        Layer.Mpls => MplsLayer.Read(ref walk),
        Layer.Nsh => NshLayer.Read(ref walk),
        Layer.CiscoMetaData => EthernetLayer.ReadMetaData(ref walk),
        Layer.Raw => IpVersion.Read(ref walk),
        Layer.AuthenticationHeader => AuthenticationLayer.Read(ref walk),
        Layer.EtherIp => walk.SkipTo(IpProtocols.EtherIpHeaderBytes, Layer.Ethernet),
        Layer.Gre => GreLayer.Read(ref walk),
        Layer.ErspanTypeTwo => ErspanLayer.ReadTypeTwo(ref walk),
        Layer.ErspanTypeThree => ErspanLayer.ReadTypeThree(ref walk),
        Layer.Wccp => GreLayer.ReadWccp(ref walk),
        Layer.Udp => UdpLayer.Read(ref walk),
        Layer.Vxlan => VxlanLayer.Read(ref walk),
        Layer.VxlanGpe => VxlanLayer.ReadGpe(ref walk),
        Layer.Geneve => GeneveLayer.Read(ref walk),
        Layer.Gtp => GtpLayer.Read(ref walk),
        Layer.Teredo => TeredoLayer.Read(ref walk),
        Layer.L2tp => L2tpLayer.Read(ref walk),
        Layer.Ayiya => AyiyaLayer.Read(ref walk),
        _ => walk.End(MirrorCounter.PacketsLinkUnknown),
    };
}
