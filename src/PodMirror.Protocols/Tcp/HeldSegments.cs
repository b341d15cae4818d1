using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// The segments of one direction that wait, in the order of the stream and without overlap. Where a new segment overlaps
/// one that is held, the bytes seen first stay; when they differ, that is counted, as an evader would make it so.
/// </summary>
internal struct HeldSegments
{
    /// <summary>Nodes that one direction may hold: an insertion walks at most this far.</summary>
    public const int MaxSegments = 1024;

    private HeldSegment? _last;
    private int _count;

    /// <summary>The earliest, or null.</summary>
    public HeldSegment? First { get; private set; }

    /// <summary>Bytes held, those cut off not counted.</summary>
    public int Bytes { get; private set; }

    /// <summary>Holds what is new of a segment.</summary>
    /// <returns>
    /// Bytes that found no room, to be counted as dropped. Duplicate bytes, and contradictions, are counted here.
    /// </returns>
    public int Insert(ReadOnlySpan<byte> bytes, int cutBytes, StreamPosition position, HeldMemory memory, MirrorLedger ledger, out bool conflict)
    {
        conflict = false;
        HeldSegment? before = _last is not null && !Sequence.Before(position.Sequence, _last.Position.Sequence) ? _last : null;
        HeldSegment? after = before is null ? First : null;
        while (after is not null && !Sequence.After(after.Position.Sequence, position.Sequence))
        {
            before = after;
            after = after.Next;
        }

        if (before is not null && Skip(before, ref bytes, ref cutBytes, ref position, ledger, ref conflict))
        {
            return 0;
        }

        int dropped = 0;
        while (true)
        {
            int room = after is null ? int.MaxValue : Sequence.Distance(position.Sequence, after.Position.Sequence);
            int take = Math.Min(bytes.Length, room);
            bool fits = bytes.Length + cutBytes <= room;
            if (take > 0 || (fits && cutBytes > 0))
            {
                dropped += Link(bytes[..take], fits ? cutBytes : 0, position, ref before, after, memory);
            }

            if (fits || after is null)
            {
                return dropped;
            }

            bytes = bytes[take..];
            cutBytes -= room - take;
            position = position.Advance(room);
            before = after;
            after = after.Next;
            if (Skip(before, ref bytes, ref cutBytes, ref position, ledger, ref conflict))
            {
                return dropped;
            }
        }
    }

    /// <summary>Takes the earliest out; there must be one.</summary>
    public HeldSegment RemoveFirst()
    {
        HeldSegment first = First!;
        First = first.Next;
        if (First is null)
        {
            _last = null;
        }

        _count--;
        Bytes -= first.Bytes;
        first.Next = null;
        return first;
    }

    /// <summary>Passes over what a held segment already has; true when nothing is left of the new one.</summary>
    private static bool Skip(
        HeldSegment held, ref ReadOnlySpan<byte> bytes, ref int cutBytes, ref StreamPosition position, MirrorLedger ledger, ref bool conflict)
    {
        int covered = Sequence.Distance(position.Sequence, held.End);
        if (covered <= 0)
        {
            return false;
        }

        int same = Math.Min(covered, bytes.Length);
        int offset = Sequence.Distance(held.Position.Sequence, position.Sequence);
        if (offset >= 0 && offset < held.Bytes)
        {
            int compare = Math.Min(same, held.Bytes - offset);
            conflict |= !bytes[..compare].SequenceEqual(held.Span.Slice(offset, compare));
        }

        ledger[MirrorCounter.BytesDuplicate] += same;
        bytes = bytes[same..];
        cutBytes = Math.Max(0, cutBytes - (covered - same));
        position = position.Advance(covered);
        return bytes.IsEmpty && cutBytes == 0;
    }

    private int Link(
        ReadOnlySpan<byte> bytes, int cutBytes, StreamPosition position, ref HeldSegment? before, HeldSegment? after, HeldMemory memory)
    {
        HeldSegment? node = _count < MaxSegments ? memory.TryHold(bytes, cutBytes, position) : null;
        if (node is null)
        {
            return bytes.Length;
        }

        node.Next = after;
        if (before is null)
        {
            First = node;
        }
        else
        {
            before.Next = node;
        }

        if (after is null)
        {
            _last = node;
        }

        before = node;
        _count++;
        Bytes += bytes.Length;
        return 0;
    }
}
