using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
[assembly: DisableRuntimeMarshalling]

namespace PodMirror.Capture;

/// <summary>The system calls of the capture, as libc offers them. Those that can fail set errno.</summary>
internal static unsafe partial class NativeMethods
{
    internal const int AfPacket = 17;
    internal const int SockDgramNonBlockingCloseOnExec = 2 | 0x800 | 0x80000;
    internal const int SolSocket = 1;
    internal const int SoAttachFilter = 26;
    internal const int SolPacket = 263;
    internal const int PacketRxRing = 5;
    internal const int PacketStatistics = 6;
    internal const int PacketVersion = 10;
    internal const int TpacketV3 = 2;
    internal const ushort EthPAll = 0x0003;
    internal const int ProtReadWrite = 1 | 2;
    internal const int MapShared = 1;
    internal const short PollIn = 1;
    internal const short PollOut = 4;
    internal const int EventNonBlockingCloseOnExec = 0x800 | 0x80000;
    internal const int SchedBatch = 3;
    internal const uint CapabilityVersion3 = 0x2008_0522;
    internal const int CapNetRaw = 13;

    internal const int CurrentFolder = -100;
    internal const int StatxInode = 0x0100;
    internal const int StatxType = 0x0001;

    internal const int EPerm = 1;
    internal const int EAcces = 13;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial DescriptorHandle Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    internal static partial DescriptorHandle EventFd(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(nint descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(DescriptorHandle descriptor, void* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(DescriptorHandle descriptor, void* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetSocketOption(DescriptorHandle socket, int level, int name, void* value, uint length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int GetSocketOption(DescriptorHandle socket, int level, int name, void* value, uint* length);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(DescriptorHandle socket, LinkLayerAddress* address, uint length);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    internal static partial nint Map(nint address, nuint length, int protection, int flags, DescriptorHandle file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    internal static partial int Unmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "capget", SetLastError = true)]
    internal static partial int GetCapabilities(CapabilityHeader* header, CapabilityWord* words);

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    internal static partial int SetCapabilities(CapabilityHeader* header, CapabilityWord* words);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    internal static partial int SetScheduler(int thread, int policy, int* priority);

    [LibraryImport("libc", EntryPoint = "if_nametoindex", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial uint InterfaceIndexOf(string name);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint EffectiveUserId();

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Status(int folder, string path, int flags, uint mask, byte* status);

    /// <summary><c>struct sockaddr_ll</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LinkLayerAddress
    {
        internal ushort Family;
        internal ushort ProtocolBigEndian;
        internal int InterfaceIndex;
        internal ushort HardwareType;
        internal byte PacketType;
        internal byte AddressLength;
        internal uint Address0;
        internal uint Address1;
    }

    /// <summary><c>struct tpacket_req3</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct RingRequest
    {
        internal uint BlockBytes;
        internal uint BlockCount;
        internal uint FrameBytes;
        internal uint FrameCount;
        internal uint BlockTimeoutMs;
        internal uint PrivateBytes;
        internal uint Features;
    }

    /// <summary><c>struct tpacket_stats_v3</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct RingStatistics
    {
        internal uint Packets;
        internal uint Drops;
        internal uint Freezes;
    }

    /// <summary><c>struct sock_fprog</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct FilterProgram
    {
        internal ushort Length;
        internal FilterInstruction* Instructions;
    }

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollDescriptor
    {
        internal int Descriptor;
        internal short Wanted;
        internal short Happened;
    }

    /// <summary><c>struct __user_cap_header_struct</c>; thread 0 is the caller.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct CapabilityHeader
    {
        internal uint Version;
        internal int Thread;
    }

    /// <summary><c>struct __user_cap_data_struct</c>: 32 of the capabilities.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct CapabilityWord
    {
        internal uint Effective;
        internal uint Permitted;
        internal uint Inheritable;
    }
}
