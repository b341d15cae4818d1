namespace PodMirror.Capture;

/// <summary>What each link type begins with.</summary>
internal static class LinkLayers
{
    /// <summary>The first layer of a frame. An unknown one ends the walk as such.</summary>
    public static Layer First(ref PacketWalk walk, in CapturedFrame frame) => frame.Link switch
    {
        LinkType.Ethernet => Layer.Ethernet,
        LinkType.Network => EtherTypes.Next(ref walk, frame.EtherType),
        LinkType.Raw or LinkType.RawOld or LinkType.RawOpenBsd => Layer.Raw,
        LinkType.IPv4 => Layer.IPv4,
        LinkType.IPv6 => Layer.IPv6,
        LinkType.LinuxSll => Layer.CookedV1,
        LinkType.LinuxSll2 => Layer.CookedV2,
        LinkType.Null => Layer.LoopbackHostOrder,
        LinkType.Loop => Layer.LoopbackNetworkOrder,
        LinkType.Ppp => Layer.Ppp,
        LinkType.PppHdlc => Layer.PppOrCiscoHdlc,
        LinkType.PppoeSession => Layer.Pppoe,
        LinkType.PppWithDirection => Layer.PppWithDirection,
        LinkType.CiscoHdlc => Layer.CiscoHdlc,
        LinkType.AtmRfc1483 => Layer.Llc,
        LinkType.Ieee80211 => Layer.Wlan,
        LinkType.Radiotap => Layer.Radiotap,
        LinkType.ArcnetLinux => Layer.ArcnetLinux,
        LinkType.Nflog => Layer.Nflog,
        _ => walk.End(Exchange.MirrorCounter.PacketsLinkUnknown),
    };
}
