namespace PodMirror.Capture;

/// <summary>The EtherTypes that lead on to an IP header (IANA's registry of IEEE 802 numbers).</summary>
internal static class EtherTypes
{
    public const ushort IPv4 = 0x0800;
    public const ushort IPv6 = 0x86DD;

    /// <summary>Smaller values in an Ethernet header are lengths (IEEE 802.3 section 3.2.6).</summary>
    public const ushort FirstType = 0x0600;

    private const ushort TransparentEthernetBridging = 0x6558;
    private const ushort CustomerVlan = 0x8100;
    private const ushort Ppp = 0x880B;
    private const ushort MplsUnicast = 0x8847;
    private const ushort MplsMulticast = 0x8848;
    private const ushort PppoeSession = 0x8864;
    private const ushort ServiceVlan = 0x88A8;
    private const ushort ErspanTypeTwo = 0x88BE;
    private const ushort CiscoMetaData = 0x8909;
    private const ushort Nsh = 0x894F;
    private const ushort OldServiceVlan = 0x9100;
    private const ushort OtherServiceVlan = 0x9200;
    private const ushort ErspanTypeThree = 0x22EB;

    /// <summary>What an EtherType announces.</summary>
    public static Layer Next(ref PacketWalk walk, ushort type) => type switch
    {
        IPv4 => Layer.IPv4,
        IPv6 => Layer.IPv6,
        CustomerVlan or ServiceVlan or OldServiceVlan or OtherServiceVlan => Layer.Vlan,
        MplsUnicast or MplsMulticast => Layer.Mpls,
        PppoeSession => Layer.Pppoe,
        Ppp => Layer.Ppp,
        TransparentEthernetBridging => Layer.Ethernet,
        ErspanTypeTwo => Layer.ErspanTypeTwo,
        ErspanTypeThree => Layer.ErspanTypeThree,
        CiscoMetaData => Layer.CiscoMetaData,
        Nsh => Layer.Nsh,
        _ => walk.EndOther(),
    };
}
