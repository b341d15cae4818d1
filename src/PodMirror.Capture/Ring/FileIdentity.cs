using System.Runtime.InteropServices;

namespace PodMirror.Capture;

/// <summary>Which file on which disk a name stands for: two names of one file, by whatever links, have the same.</summary>
/// <param name="Device">The disk: its major number in the upper half, its minor one in the lower.</param>
/// <param name="Inode">The file's number there.</param>
public readonly record struct FileIdentity(ulong Device, ulong Inode)
{
    // struct statx (statx(2)) is the same on every machine, which struct stat is not.
    private const int StatusBytes = 256;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int DeviceMajorOffset = 136;
    private const int DeviceMinorOffset = 140;

    private const int KindMask = 0xF000;
    private const int RegularFile = 0x8000;

    /// <summary>The identity of the regular file that a name stands for, links followed; null when there is none.</summary>
    /// <param name="path">The name.</param>
    public static unsafe FileIdentity? OfRegularFile(string path)
    {
        byte* status = stackalloc byte[StatusBytes];
        const uint mask = NativeMethods.StatxType | NativeMethods.StatxInode;
        if (NativeMethods.Status(NativeMethods.CurrentFolder, path, 0, mask, status) != 0)
        {
            return null;
        }

        var bytes = new ReadOnlySpan<byte>(status, StatusBytes);
        if ((MemoryMarshal.Read<ushort>(bytes[ModeOffset..]) & KindMask) != RegularFile)
        {
            return null;
        }

        ulong major = MemoryMarshal.Read<uint>(bytes[DeviceMajorOffset..]);
        ulong minor = MemoryMarshal.Read<uint>(bytes[DeviceMinorOffset..]);
        return new FileIdentity((major << 32) | minor, MemoryMarshal.Read<ulong>(bytes[InodeOffset..]));
    }
}
