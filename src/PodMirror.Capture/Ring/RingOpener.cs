using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using static PodMirror.Capture.NativeMethods;

namespace PodMirror.Capture;

/// <summary>The steps from nothing to a running ring, in the only order that lets nothing unfiltered in.</summary>
internal static unsafe class RingOpener
{
    /// <summary>
    /// A socket of protocol 0 receives nothing; so version, memory and filter are set in peace, and <c>bind</c> to all protocols starts it.
    /// </summary>
    internal static bool TryOpen(RingOptions options, [NotNullWhen(true)] out PacketRing? ring, [NotNullWhen(false)] out string? error)
    {
        ring = null;
        DescriptorHandle socket = NativeMethods.Socket(AfPacket, SockDgramNonBlockingCloseOnExec, 0);
        if (socket.IsInvalid)
        {
            error = SocketError(Marshal.GetLastPInvokeError());
            return false;
        }

        RingMapping? mapping = null;
        DescriptorHandle? wake = null;
        error = Prepare(socket, options)
            ?? Fault((mapping = new RingMapping(socket, options.RingBytes)).IsInvalid, $"cannot map a ring of {options.RingBytes} bytes")
            ?? Fault((wake = EventFd(0, EventNonBlockingCloseOnExec)).IsInvalid, "cannot make an event to wake the capture by")
            ?? Fault(!Start(socket), "cannot start the packet capture");
        if (error is null)
        {
            ring = new PacketRing(socket, wake!, mapping!, options);
            return true;
        }

        wake?.Dispose();
        mapping?.Dispose();
        socket.Dispose();
        return false;
    }

    /// <summary>Puts a filter on the socket in place of the one before; false when the kernel refuses.</summary>
    internal static bool Attach(DescriptorHandle socket, ReadOnlySpan<FilterInstruction> filter)
    {
        fixed (FilterInstruction* instructions = filter)
        {
            var program = new FilterProgram { Length = (ushort)filter.Length, Instructions = instructions };
            return SetSocketOption(socket, SolSocket, SoAttachFilter, &program, (uint)sizeof(FilterProgram)) == 0;
        }
    }

    private static string? Prepare(DescriptorHandle socket, RingOptions options)
    {
        int version = TpacketV3;
        var request = new RingRequest
        {
            BlockBytes = (uint)options.BlockBytes,
            BlockCount = (uint)(options.RingBytes / options.BlockBytes),
            FrameBytes = RingLayout.NominalFrameBytes,
            FrameCount = (uint)(options.RingBytes / RingLayout.NominalFrameBytes),
            BlockTimeoutMs = (uint)options.BlockTimeout.TotalMilliseconds,
        };
        return Fault(SetSocketOption(socket, SolPacket, PacketVersion, &version, sizeof(int)) != 0, "this kernel has no TPACKET_V3 (Linux 3.2)")
            ?? Fault(
                SetSocketOption(socket, SolPacket, PacketRxRing, &request, (uint)sizeof(RingRequest)) != 0,
                $"cannot get a ring of {options.RingBytes} bytes in blocks of {options.BlockBytes}; ask for less")
            ?? Fault(
                !Attach(socket, [.. options.Filter]),
                $"cannot attach the packet filter of {options.Filter.Count} instructions; name fewer ports");
    }

    private static bool Start(DescriptorHandle socket)
    {
        var everything = new LinkLayerAddress
        {
            Family = AfPacket,
            ProtocolBigEndian = BitConverter.IsLittleEndian ? (ushort)(EthPAll << 8) : EthPAll,
        };
        return NativeMethods.Bind(socket, &everything, (uint)sizeof(LinkLayerAddress)) == 0;
    }

    private static string? Fault(bool failed, string what) =>
        failed ? $"{what}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}" : null;

    private static string SocketError(int errno) => errno is EPerm or EAcces
        ? "no permission to capture packets: the capability CAP_NET_RAW is missing. In Kubernetes add it to the container "
            + "(securityContext.capabilities.add: [NET_RAW]); elsewhere run as root or: setcap cap_net_raw+p PODMIRROR"
        : $"cannot open a packet socket (AF_PACKET): {Marshal.GetPInvokeErrorMessage(errno)}";
}
