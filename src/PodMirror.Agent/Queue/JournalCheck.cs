using System.Buffers.Binary;

namespace PodMirror.Agent.Queue;

/// <summary>
/// Looks through a journal (https://sqlite.org/fileformat2.html#the_write_ahead_log) before SQLite does, which takes all up to the first frame that
/// is not what its checksum says, and never tells of what comes behind. A torn end is nothing: it was not acknowledged. Two whole transactions
/// behind it are: the second was begun only after the first was on the disk.
/// </summary>
internal static class JournalCheck
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 24;

    /// <summary>The first four bytes of a journal but for the last bit, which says in which byte order its checksums are counted.</summary>
    private const uint Magic = 0x377f0682;

    /// <summary>Transactions that were acknowledged and lie behind the first damaged frame, as far as can be told; 0 when all is well.</summary>
    /// <param name="path">The journal; it need not be there.</param>
    public static int LostTransactions(string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        using FileStream file = File.OpenRead(path);
        byte[] header = new byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
        {
            return 0;
        }

        bool bigEndian = (header[3] & 1) == 1;
        (uint, uint) checksum = Add((0, 0), header.AsSpan(0, FrameHeaderBytes), bigEndian);
        bool isSound = (BinaryPrimitives.ReadUInt32BigEndian(header) & ~1u) == Magic && IsChecksum(header.AsSpan(FrameHeaderBytes), checksum);
        return Math.Max(0, CountBehindDamage(file, header.AsSpan(16, 8).ToArray(), bigEndian, checksum, isSound) - 1);
    }

    /// <summary>Ends of transactions of this journal, and not of what it held before, behind the first damage.</summary>
    private static int CountBehindDamage(FileStream file, byte[] salts, bool bigEndian, (uint, uint) checksum, bool isSound)
    {
        byte[] frame = new byte[FrameHeaderBytes + QueueLimits.PageBytes];
        int ends = 0;
        while (file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            bool isOurs = frame.AsSpan(8, 8).SequenceEqual(salts);
            checksum = Add(Add(checksum, frame.AsSpan(0, 8), bigEndian), frame.AsSpan(FrameHeaderBytes), bigEndian);
            isSound = isSound && isOurs && IsChecksum(frame.AsSpan(16, 8), checksum);
            bool isEnd = BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0;
            ends += !isSound && isOurs && isEnd ? 1 : 0;
        }

        return ends;
    }

    private static bool IsChecksum(ReadOnlySpan<byte> bytes, (uint First, uint Second) checksum) =>
        BinaryPrimitives.ReadUInt32BigEndian(bytes) == checksum.First && BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) == checksum.Second;

    private static (uint First, uint Second) Add((uint First, uint Second) checksum, ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        (uint first, uint second) = checksum;
        for (; !bytes.IsEmpty; bytes = bytes[8..])
        {
            first += Word(bytes, bigEndian) + second;
            second += Word(bytes[4..], bigEndian) + first;
        }

        return (first, second);
    }

    private static uint Word(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
