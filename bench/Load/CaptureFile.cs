using System.Buffers.Binary;

namespace PodMirror.Bench.Load;

/// <summary>Reads a pcap file of this machine's byte order, as dumpcap -P writes it, packet by packet: all that the benchmarks need.</summary>
internal sealed class CaptureFile : IDisposable
{
    private const int RecordHeaderBytes = 16;

    private readonly FileStream _stream;
    private readonly byte[] _record = new byte[RecordHeaderBytes + Wire.MaxMessageBytes];

    /// <summary>Opens a file and reads its header.</summary>
    public CaptureFile(string path)
    {
        _stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        Header = new byte[24];
        _stream.ReadExactly(Header);
        if (BinaryPrimitives.ReadUInt32LittleEndian(Header) is not 0xA1B2C3D4 and not 0xA1B23C4D || Header[20] != 1)
        {
            throw new ArgumentException($"{path}: not a little-endian pcap of Ethernet");
        }
    }

    /// <summary>The file's header.</summary>
    public byte[] Header { get; }

    /// <summary>The current record, its header included.</summary>
    public ReadOnlySpan<byte> Record => _record.AsSpan(0, RecordHeaderBytes + BinaryPrimitives.ReadInt32LittleEndian(_record.AsSpan(8)));

    /// <summary>The current Ethernet frame.</summary>
    public ReadOnlySpan<byte> Frame => Record[RecordHeaderBytes..];

    /// <summary>Goes to the next record; false at the end.</summary>
    public bool Next()
    {
        if (_stream.ReadAtLeast(_record.AsSpan(0, RecordHeaderBytes), RecordHeaderBytes, throwOnEndOfStream: false) < RecordHeaderBytes)
        {
            return false;
        }

        _stream.ReadExactly(_record, RecordHeaderBytes, BinaryPrimitives.ReadInt32LittleEndian(_record.AsSpan(8)));
        return true;
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();
}
