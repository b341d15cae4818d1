using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>
/// The kernel filter: the cheapest packet is the one that is not copied. Classic BPF over packets that begin with their network header
/// (a cooked socket). Where the filter cannot be sure, the packet goes to the decoder, which is.
/// </summary>
/// <remarks>
/// In this order:
/// <list type="bullet">
/// <item>only packets to this host or by this host; of the two sightings of a packet on <c>lo</c> only the incoming one;</item>
/// <item>only the interface that was named, if one was;</item>
/// <item>IPv4 with TCP: fragments but the first pass whatever ports are named, as only the first has ports and all are needed;</item>
/// <item>IPv6 with TCP right behind its header; one with extension headers that may lead to TCP passes;</item>
/// <item>a VLAN tag inside the bytes passes (the tag is in the ring's header as a rule);</item>
/// <item>the named ports, at either end; the excluded ports, at neither; then the exclusions, at the other end of what this Pod calls.</item>
/// </list>
/// </remarks>
public static class CaptureFilter
{
    /// <summary>The index of <c>lo</c>, the same in every network namespace (the kernel's LOOPBACK_IFINDEX).</summary>
    public const int LoopbackIndex = 1;

    private const uint SentToUs = 0;
    private const uint SentByUs = 4;
    private const uint Tcp = 6;
    private const uint SourcePort = 0;
    private const uint DestinationPort = 1;

    // RFC 8200 section 4.1, RFC 6275, 7401, 5533: hop-by-hop, routing, fragment, authentication, destination options, mobility, HIP, shim6.
    private static readonly uint[] ExtensionHeaders = [0, 43, 44, 51, 60, 135, 139, 140];

    /// <summary>The filter for the rules. Throws when they pass their limits; the command line checks them.</summary>
    public static FilterInstruction[] Build(FilterRules rules)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rules.Ports.Count, CaptureSettings.MaxPorts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rules.ExcludedPorts.Count, CaptureSettings.MaxPorts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rules.Exclusions.Count, FilterRules.MaxExclusions);
        var code = new FilterAssembler();
        EmitPlace(code, rules.InterfaceIndex);
        EmitIPv4(code, rules);
        EmitIPv6(code, rules);
        return code.Build();
    }

    /// <summary>A filter that lets nothing in: how a capture is ended before its ring is read to the end.</summary>
    public static FilterInstruction[] Nothing()
    {
        var code = new FilterAssembler();
        code.Return(keep: false);
        return code.Build();
    }

    private static void EmitPlace(FilterAssembler code, int interfaceIndex)
    {
        int ours = code.Label();
        int drop = code.Label();
        int pass = code.Label();
        code.Emit(FilterCode.LoadWord, FilterCode.PacketType);
        code.Branch(FilterCode.JumpIfEqual, SentToUs, ours, FilterAssembler.Next);
        code.Branch(FilterCode.JumpIfEqual, SentByUs, FilterAssembler.Next, drop);
        code.Emit(FilterCode.LoadWord, FilterCode.InterfaceIndex);
        code.Branch(FilterCode.JumpIfEqual, LoopbackIndex, FilterAssembler.Next, ours);
        code.Mark(drop);
        code.Return(keep: false);
        code.Mark(ours);
        if (interfaceIndex != 0)
        {
            code.Emit(FilterCode.LoadWord, FilterCode.InterfaceIndex);
            code.Branch(FilterCode.JumpIfEqual, (uint)interfaceIndex, pass, FilterAssembler.Next);
            code.Return(keep: false);
        }

        code.Mark(pass);
    }

    private static void EmitIPv4(FilterAssembler code, FilterRules rules)
    {
        int ipv4 = code.Label();
        int tcp = code.Label();
        int first = code.Label();
        int end = code.Label();
        code.Emit(FilterCode.LoadWord, FilterCode.Protocol);
        code.Branch(FilterCode.JumpIfEqual, 0x0800, ipv4, FilterAssembler.Next);
        code.Jump(end);
        code.Mark(ipv4);
        code.Emit(FilterCode.LoadByte, 9);
        code.Branch(FilterCode.JumpIfEqual, Tcp, tcp, FilterAssembler.Next);
        code.Return(keep: false);
        code.Mark(tcp);
        code.Emit(FilterCode.LoadHalf, 6);
        code.Branch(FilterCode.JumpIfAnySet, 0x1fff, FilterAssembler.Next, first);
        code.Return(keep: true);
        code.Mark(first);
        code.Emit(FilterCode.LoadHeaderLength, 0);
        code.Emit(FilterCode.LoadHalfIndexed, 0);
        code.Emit(FilterCode.Store, SourcePort);
        code.Emit(FilterCode.LoadHalfIndexed, 2);
        code.Emit(FilterCode.Store, DestinationPort);
        EmitEnds(code, rules, isIPv4: true);
        code.Mark(end);
    }

    private static void EmitIPv6(FilterAssembler code, FilterRules rules)
    {
        int ipv6 = code.Label();
        int pass = code.Label();
        int tcp = code.Label();
        code.Emit(FilterCode.LoadWord, FilterCode.Protocol);
        code.Branch(FilterCode.JumpIfEqual, 0x86dd, ipv6, FilterAssembler.Next);
        code.Branch(FilterCode.JumpIfEqual, 0x8100, pass, FilterAssembler.Next);
        code.Branch(FilterCode.JumpIfEqual, 0x88a8, pass, FilterAssembler.Next);
        code.Return(keep: false);
        code.Mark(ipv6);
        code.Emit(FilterCode.LoadByte, 6);
        code.Branch(FilterCode.JumpIfEqual, Tcp, tcp, FilterAssembler.Next);
        foreach (uint header in ExtensionHeaders)
        {
            code.Branch(FilterCode.JumpIfEqual, header, pass, FilterAssembler.Next);
        }

        code.Return(keep: false);
        code.Mark(pass);
        code.Return(keep: true);
        code.Mark(tcp);
        code.Emit(FilterCode.LoadHalf, 40);
        code.Emit(FilterCode.Store, SourcePort);
        code.Emit(FilterCode.LoadHalf, 42);
        code.Emit(FilterCode.Store, DestinationPort);
        EmitEnds(code, rules, isIPv4: false);
    }

    /// <summary>Named ports and exclusions, and the end of the program for this version of IP.</summary>
    private static void EmitEnds(FilterAssembler code, FilterRules rules, bool isIPv4)
    {
        if (rules.Ports.Count > 0)
        {
            int named = code.Label();
            EmitPorts(code, rules.Ports, named);
            code.Return(keep: false);
            code.Mark(named);
        }

        if (rules.ExcludedPorts.Count > 0)
        {
            int excluded = code.Label();
            int others = code.Label();
            EmitPorts(code, rules.ExcludedPorts, excluded);
            code.Jump(others);
            code.Mark(excluded);
            code.Return(keep: false);
            code.Mark(others);
        }

        if (rules.Exclusions.Count > 0)
        {
            EmitExclusions(code, rules, isIPv4);
        }

        code.Return(keep: true);
    }

    /// <summary>Goes to the label when either end has one of the ports, and on to the next instruction when neither has.</summary>
    private static void EmitPorts(FilterAssembler code, IReadOnlyList<ushort> ports, int label)
    {
        foreach (uint end in (ReadOnlySpan<uint>)[DestinationPort, SourcePort])
        {
            code.Emit(FilterCode.LoadScratch, end);
            foreach (ushort port in ports)
            {
                code.Branch(FilterCode.JumpIfEqual, port, label, FilterAssembler.Next);
            }
        }
    }

    /// <summary>
    /// What we send goes to the excluded server, what we get comes from it; on <c>lo</c> both are looked at. A call that this Pod answers
    /// on such a port is thus not left out.
    /// </summary>
    private static void EmitExclusions(FilterAssembler code, FilterRules rules, bool isIPv4)
    {
        int sent = code.Label();
        int loopback = code.Label();
        int received = code.Label();
        code.Emit(FilterCode.LoadWord, FilterCode.PacketType);
        code.Branch(FilterCode.JumpIfEqual, SentByUs, sent, FilterAssembler.Next);
        code.Emit(FilterCode.LoadWord, FilterCode.InterfaceIndex);
        code.Branch(FilterCode.JumpIfEqual, LoopbackIndex, sent, FilterAssembler.Next);
        code.Jump(received);
        code.Mark(sent);
        EmitServer(code, rules, isIPv4, DestinationPort, isIPv4 ? 16u : 24u);
        code.Emit(FilterCode.LoadWord, FilterCode.InterfaceIndex);
        code.Branch(FilterCode.JumpIfEqual, LoopbackIndex, loopback, FilterAssembler.Next);
        code.Return(keep: true);
        code.Mark(loopback);
        code.Mark(received);
        EmitServer(code, rules, isIPv4, SourcePort, isIPv4 ? 12u : 8u);
    }

    private static void EmitServer(FilterAssembler code, FilterRules rules, bool isIPv4, uint portSlot, uint addressOffset)
    {
        foreach (FilterExclusion exclusion in rules.Exclusions)
        {
            if (exclusion.Address is { } address && new IpEndpoint(address, 0).IsIPv4 != isIPv4)
            {
                continue;
            }

            int other = code.Label();
            if (exclusion.Port is { } port)
            {
                code.Emit(FilterCode.LoadScratch, portSlot);
                code.Branch(FilterCode.JumpIfEqual, port, FilterAssembler.Next, other);
            }

            if (exclusion.Address is { } wanted)
            {
                for (int word = isIPv4 ? 3 : 0; word < 4; word++)
                {
                    code.Emit(FilterCode.LoadWord, addressOffset + (isIPv4 ? 0 : 4u * (uint)word));
                    code.Branch(FilterCode.JumpIfEqual, (uint)(wanted >> (32 * (3 - word))), FilterAssembler.Next, other);
                }
            }

            code.Return(keep: false);
            code.Mark(other);
        }
    }
}
