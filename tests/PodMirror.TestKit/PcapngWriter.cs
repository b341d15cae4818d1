namespace PodMirror.TestKit;

/// <summary>Writes a pcapng file in memory, block by block.</summary>
public sealed class PcapngWriter
{
    public const ushort ResolutionOption = 9;
    public const ushort FcsLengthOption = 13;
    public const ushort OffsetOption = 14;
    public const ushort FlagsOption = 2;

    private readonly List<byte> _file = [];
    private bool _bigEndian;

    /// <summary>A number in the section's byte order.</summary>
    public Bytes New() => new(_bigEndian);

    /// <summary>Begins a section.</summary>
    public PcapngWriter Section(bool bigEndian = false, int major = 1, ulong length = ulong.MaxValue)
    {
        _bigEndian = bigEndian;
        return Block(0x0A0D0D0A, New().U32(0x1A2B3C4D).U16(major).U16(0).U64(length));
    }

    /// <summary>Describes an interface; options as <see cref="Option"/> gives them.</summary>
    public PcapngWriter Interface(int link, uint snapBytes = 0, params byte[][] options) =>
        Block(1, Options(New().U16(link).U16(0).U32(snapBytes), options));

    /// <summary>Adds an enhanced packet block.</summary>
    public PcapngWriter Enhanced(uint number, ulong time, ReadOnlySpan<byte> frame, int? wireBytes = null, params byte[][] options)
    {
        Bytes body = New().U32(number).U32((uint)(time >> 32)).U32((uint)time).U32((uint)frame.Length).U32((uint)(wireBytes ?? frame.Length));
        return Block(6, Options(body.Add(frame).PadToFour(), options));
    }

    /// <summary>Adds an obsolete packet block.</summary>
    public PcapngWriter Obsolete(int number, ulong time, ReadOnlySpan<byte> frame, int? wireBytes = null, params byte[][] options)
    {
        Bytes body = New().U16(number).U16(0).U32((uint)(time >> 32)).U32((uint)time).U32((uint)frame.Length).U32((uint)(wireBytes ?? frame.Length));
        return Block(2, Options(body.Add(frame).PadToFour(), options));
    }

    /// <summary>Adds a simple packet block.</summary>
    public PcapngWriter Simple(ReadOnlySpan<byte> frame, int? wireBytes = null) =>
        Block(3, New().U32((uint)(wireBytes ?? frame.Length)).Add(frame).PadToFour());

    /// <summary>Adds any block; its lengths are true unless said otherwise.</summary>
    public PcapngWriter Block(uint type, Bytes body, uint? length = null, uint? trailer = null)
    {
        uint total = (uint)body.PadToFour().Count + 12;
        _file.AddRange(New().U32(type).U32(length ?? total).Add(body.ToArray()).U32(trailer ?? length ?? total).ToArray());
        return this;
    }

    /// <summary>An option of this section's byte order.</summary>
    public byte[] Option(ushort code, ReadOnlySpan<byte> value) => New().U16(code).U16(value.Length).Add(value).PadToFour().ToArray();

    public byte[] ToArray() => [.. _file];

    private static Bytes Options(Bytes body, byte[][] options)
    {
        foreach (byte[] option in options)
        {
            body.Add(option);
        }

        return options.Length == 0 ? body : body.Zeros(4);
    }
}
