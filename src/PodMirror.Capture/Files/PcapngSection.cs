using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PodMirror.Capture;

/// <summary>What holds from one section header to the next: the byte order and the interfaces.</summary>
internal sealed class PcapngSection
{
    /// <summary>Where in a section header block its byte-order magic lies, in bytes.</summary>
    public const int ByteOrderMagicAt = 8;

    private const uint ByteOrderMagic = 0x1A2B3C4D;
    private const int SectionBodyBytes = 16;
    private const ushort SupportedMajor = 1;
    private const int InterfaceBodyBytes = 8;
    private const ushort ResolutionOption = 9;
    private const ushort FcsLengthOption = 13;
    private const ushort OffsetOption = 14;
    private const byte Microseconds = 6;

    private readonly List<PcapngInterface> _interfaces = [];

    /// <summary>Whether the section's numbers are written most significant byte first.</summary>
    public bool BigEndian { get; private set; }

    /// <summary>Begins a section whose byte-order magic, read least significant byte first, is this one. False when it is none.</summary>
    public bool TryBegin(uint magic)
    {
        if (magic != ByteOrderMagic && BinaryPrimitives.ReverseEndianness(magic) != ByteOrderMagic)
        {
            return false;
        }

        BigEndian = magic != ByteOrderMagic;
        _interfaces.Clear();
        return true;
    }

    /// <summary>Null when the section header's version can be read, else why not.</summary>
    public string? VersionFault(ReadOnlySpan<byte> body)
    {
        if (body.Length < SectionBodyBytes)
        {
            return $"a section header has {body.Length} bytes";
        }

        ushort major = UInt16(body[4..]);
        return major == SupportedMajor ? null : $"pcapng version {major}.{UInt16(body[6..])} is not known";
    }

    /// <summary>Adds the interface that an interface description block describes. Null, or why it cannot.</summary>
    public string? AddInterface(ReadOnlySpan<byte> body)
    {
        if (body.Length < InterfaceBodyBytes)
        {
            return $"an interface description has {body.Length} bytes";
        }

        if (_interfaces.Count == FileLimits.MaxInterfaces)
        {
            return $"a section has more than {FileLimits.MaxInterfaces} interfaces";
        }

        byte resolution = Microseconds;
        long offsetSeconds = 0;
        int fcsBytes = 0;
        var options = new PcapngOptions(body[InterfaceBodyBytes..], BigEndian);
        while (options.MoveNext())
        {
            switch (options.Code)
            {
                case ResolutionOption when options.Value.Length >= 1:
                    resolution = options.Value[0];
                    break;
                case FcsLengthOption when options.Value.Length >= 1:
                    fcsBytes = options.Value[0];
                    break;
                case OffsetOption when options.Value.Length >= sizeof(long):
                    offsetSeconds = (long)UInt64(options.Value);
                    break;
                default:
                    break;
            }
        }

        _interfaces.Add(new((LinkType)UInt16(body), UInt32(body[4..]), fcsBytes, new PcapngClock(resolution, offsetSeconds)));
        return null;
    }

    /// <summary>The interface of a number that a packet names. False when no block described it.</summary>
    public bool TryGetInterface(uint number, out PcapngInterface found)
    {
        bool known = number < (uint)_interfaces.Count;
        found = known ? _interfaces[(int)number] : default;
        return known;
    }

    /// <summary>A number of the section's byte order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint UInt32(ReadOnlySpan<byte> bytes)
    {
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return BigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    /// <inheritdoc cref="UInt32" />
    public ushort UInt16(ReadOnlySpan<byte> bytes)
    {
        ushort value = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        return BigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    private ulong UInt64(ReadOnlySpan<byte> bytes)
    {
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return BigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
