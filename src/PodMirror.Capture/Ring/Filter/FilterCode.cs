namespace PodMirror.Capture;

/// <summary>The codes of classic BPF that the capture filter uses (linux/bpf_common.h), and the ancillary offsets of linux/filter.h.</summary>
public static class FilterCode
{
    /// <summary>A = the 32-bit word at the offset, or an ancillary value.</summary>
    public const ushort LoadWord = 0x20;

    /// <summary>A = the 16-bit word at the offset.</summary>
    public const ushort LoadHalf = 0x28;

    /// <summary>A = the byte at the offset.</summary>
    public const ushort LoadByte = 0x30;

    /// <summary>A = the 16-bit word at X plus the offset.</summary>
    public const ushort LoadHalfIndexed = 0x48;

    /// <summary>A = scratch memory.</summary>
    public const ushort LoadScratch = 0x60;

    /// <summary>Scratch memory = A.</summary>
    public const ushort Store = 0x02;

    /// <summary>X = 4 * (the byte at the offset &amp; 0xf): the length of an IPv4 header.</summary>
    public const ushort LoadHeaderLength = 0xb1;

    /// <summary>Skip the operand's number of instructions.</summary>
    public const ushort Jump = 0x05;

    /// <summary>Branch on A == operand.</summary>
    public const ushort JumpIfEqual = 0x15;

    /// <summary>Branch on (A &amp; operand) != 0.</summary>
    public const ushort JumpIfAnySet = 0x45;

    /// <summary>End: keep as many bytes of the packet as the operand says; 0 leaves it out.</summary>
    public const ushort Return = 0x06;

    /// <summary>Ancillary offset: the EtherType (SKF_AD_PROTOCOL).</summary>
    public const uint Protocol = 0xffff_f000;

    /// <summary>Ancillary offset: the packet type, to whom it is sent (SKF_AD_PKTTYPE).</summary>
    public const uint PacketType = 0xffff_f004;

    /// <summary>Ancillary offset: the index of the interface (SKF_AD_IFINDEX).</summary>
    public const uint InterfaceIndex = 0xffff_f008;
}
