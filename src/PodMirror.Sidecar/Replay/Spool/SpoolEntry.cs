using PodMirror.Exchange;

namespace PodMirror.Sidecar.Replay;

/// <summary>Where an exchange lies in the spool and where it belongs in the order: by start, then by having been built.</summary>
/// <param name="StartNs">The exchange's start, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Place">Offset and length in one number, so that an index of millions stays small.</param>
public readonly record struct SpoolEntry(long StartNs, ulong Place) : IComparable<SpoolEntry>
{
    // A length is at most MaxRecordBytes = 2^22, so that its predecessor fits in 22 bits and 42 are left: 4 TiB of spool.
    private const int LengthBits = 22;
    private const ulong LengthMask = (1UL << LengthBits) - 1;

    /// <summary>The spool's size in bytes past which places could not be told apart any more.</summary>
    public const long MaxOffset = 1L << (64 - LengthBits);

    /// <summary>Offset in the spool in bytes.</summary>
    public long Offset => (long)(Place >> LengthBits);

    /// <summary>Length of the record in bytes, in [1, <see cref="RecordFormat.MaxRecordBytes"/>].</summary>
    public int Bytes => (int)(Place & LengthMask) + 1;

    /// <summary>An entry of its parts.</summary>
    public static SpoolEntry Of(long startNs, long offset, int bytes) => new(startNs, ((ulong)offset << LengthBits) | (uint)(bytes - 1));

    /// <inheritdoc />
    public int CompareTo(SpoolEntry other)
    {
        int byStart = StartNs.CompareTo(other.StartNs);
        return byStart != 0 ? byStart : Place.CompareTo(other.Place);
    }

    /// <summary>Whether one comes before another.</summary>
    public static bool operator <(SpoolEntry left, SpoolEntry right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes after another.</summary>
    public static bool operator >(SpoolEntry left, SpoolEntry right) => left.CompareTo(right) > 0;

    /// <summary>Whether one does not come after another.</summary>
    public static bool operator <=(SpoolEntry left, SpoolEntry right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one does not come before another.</summary>
    public static bool operator >=(SpoolEntry left, SpoolEntry right) => left.CompareTo(right) >= 0;
}
