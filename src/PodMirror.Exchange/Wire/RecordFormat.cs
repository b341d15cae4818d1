using System.Buffers.Binary;

namespace PodMirror.Exchange;

/// <summary>
/// The framing of records, both ways: a length of four bytes (of what follows it), a version, a kind, the body. Little-endian.
/// </summary>
public static class RecordFormat
{
    /// <summary>The version of the format; a record of another one is refused, as both ends come from one image.</summary>
    public const byte Version = 3;

    /// <summary>Bytes of the length field.</summary>
    public const int LengthBytes = 4;

    /// <summary>Bytes before a record's body: length, version, kind.</summary>
    public const int HeaderBytes = LengthBytes + 2;

    /// <summary>
    /// The most that a whole record may take: two heads with trailers and two bodies at their limits fit, and a reader never
    /// has to hold more than this of an unfinished one.
    /// </summary>
    public const int MaxRecordBytes = 4 * 1024 * 1024;

    /// <summary>Bytes of a whole acknowledgement record.</summary>
    public const int AcknowledgementBytes = HeaderBytes + sizeof(ulong);

    /// <summary>
    /// Looks for a whole record at the start of what was received.
    /// </summary>
    /// <param name="received">Bytes from a record's first on.</param>
    /// <param name="kind">The record's kind, which may be one that this version does not know.</param>
    /// <param name="body">The body, in place.</param>
    /// <param name="consumed">Bytes of the whole record.</param>
    /// <returns>Complete, NeedMore, or Rejected when length or version cannot be right: the connection is beyond help.</returns>
    public static RecordStatus TryRead(ReadOnlySpan<byte> received, out RecordKind kind, out ReadOnlySpan<byte> body, out int consumed)
    {
        kind = default;
        body = default;
        consumed = 0;
        if (received.Length < LengthBytes)
        {
            return RecordStatus.NeedMore;
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(received);
        if (length is < 2 or > MaxRecordBytes - LengthBytes)
        {
            return RecordStatus.Rejected;
        }

        if (received.Length > LengthBytes && received[LengthBytes] != Version)
        {
            return RecordStatus.Rejected;
        }

        if (received.Length - LengthBytes < length)
        {
            return RecordStatus.NeedMore;
        }

        kind = (RecordKind)received[LengthBytes + 1];
        consumed = LengthBytes + (int)length;
        body = received[HeaderBytes..consumed];
        return RecordStatus.Complete;
    }

    /// <summary>Writes an acknowledgement; the destination holds at least <see cref="AcknowledgementBytes"/>.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="disposed">Exchange records of this connection that were exported or counted as dropped, since it began.</param>
    public static void WriteAcknowledgement(Span<byte> destination, ulong disposed)
    {
        WriteHeader(destination, RecordKind.Acknowledgement, AcknowledgementBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[HeaderBytes..], disposed);
    }

    /// <summary>Reads the body of an acknowledgement; false when it has another size than it must.</summary>
    public static bool TryReadAcknowledgement(ReadOnlySpan<byte> body, out ulong disposed) =>
        BinaryPrimitives.TryReadUInt64LittleEndian(body, out disposed) && body.Length == sizeof(ulong);

    /// <summary>Bytes of a whole ledger record.</summary>
    public static int LedgerBytes => HeaderBytes + LedgerBodyBytes;

    private static int LedgerBodyBytes => (1 + MirrorLedger.Count) * sizeof(long);

    /// <summary>Writes a snapshot of the ledger; the destination holds at least <see cref="LedgerBytes"/>.</summary>
    public static void WriteLedger(Span<byte> destination, MirrorLedger ledger)
    {
        WriteHeader(destination, RecordKind.Ledger, LedgerBytes);
        Span<byte> at = destination[HeaderBytes..];
        BinaryPrimitives.WriteInt64LittleEndian(at, ledger.StartedNs);
        at = at[sizeof(long)..];
        foreach (long count in ledger.Counts)
        {
            BinaryPrimitives.WriteInt64LittleEndian(at, count);
            at = at[sizeof(long)..];
        }
    }

    /// <summary>Reads the body of a ledger record; false when it has another size than it must.</summary>
    public static bool TryReadLedger(ReadOnlySpan<byte> body, MirrorLedger ledger)
    {
        if (body.Length != LedgerBodyBytes)
        {
            return false;
        }

        ledger.StartedNs = BinaryPrimitives.ReadInt64LittleEndian(body);
        body = body[sizeof(long)..];
        for (int i = 0; i < MirrorLedger.Count; i++)
        {
            ledger[(MirrorCounter)i] = BinaryPrimitives.ReadInt64LittleEndian(body[(i * sizeof(long))..]);
        }

        return true;
    }

    internal static void WriteHeader(Span<byte> destination, RecordKind kind, int recordBytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)(recordBytes - LengthBytes));
        destination[LengthBytes] = Version;
        destination[LengthBytes + 1] = (byte)kind;
    }
}
