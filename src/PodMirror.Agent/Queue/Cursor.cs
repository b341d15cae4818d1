using System.Buffers.Binary;

namespace PodMirror.Agent.Queue;

/// <summary>
/// Which batches one destination is done with: all up to one, and some runs beyond it, since deliveries under way at the same time end in any
/// order. There are never more runs than deliveries under way.
/// </summary>
internal sealed class Cursor
{
    private const int RunBytes = 16;

    // Runs past DoneTo, in order, with a gap before each.
    private readonly List<(long First, long Last)> _ahead = [];

    /// <summary>Starts after the given batch.</summary>
    public Cursor(long doneTo) => DoneTo = doneTo;

    /// <summary>Every batch up to this one is done.</summary>
    public long DoneTo { get; private set; }

    /// <summary>The last batch that is known to be done.</summary>
    public long Last => _ahead.Count == 0 ? DoneTo : _ahead[^1].Last;

    /// <summary>Marks batches as done; some of them may be so already.</summary>
    public void Settle(long first, long last)
    {
        int i = 0;
        while (i < _ahead.Count && _ahead[i].Last + 1 < first)
        {
            i++;
        }

        // Runs that touch the new one become a part of it.
        while (i < _ahead.Count && _ahead[i].First <= last + 1)
        {
            first = Math.Min(first, _ahead[i].First);
            last = Math.Max(last, _ahead[i].Last);
            _ahead.RemoveAt(i);
        }

        if (first <= DoneTo + 1)
        {
            DoneTo = Math.Max(DoneTo, last);
        }
        else
        {
            _ahead.Insert(i, (first, last));
        }
    }

    /// <summary>The first batch from the given one on that is not done.</summary>
    public long FirstOpen(long from)
    {
        from = Math.Max(from, DoneTo + 1);
        foreach ((long first, long last) in _ahead)
        {
            if (from >= first && from <= last)
            {
                from = last + 1;
            }
        }

        return from;
    }

    /// <summary>The last batch of the run of open ones that begins at the given one.</summary>
    public long LastOpen(long from)
    {
        foreach ((long first, long _) in _ahead)
        {
            if (first > from)
            {
                return first - 1;
            }
        }

        return long.MaxValue;
    }

    /// <summary>How many batches between two are not done.</summary>
    public long CountOpen(long first, long last)
    {
        long count = 0;
        for (long from = FirstOpen(first); from <= last; from = FirstOpen(from))
        {
            long to = Math.Min(LastOpen(from), last);
            count += to - from + 1;
            from = to + 1;
        }

        return count;
    }

    /// <summary>What to write down.</summary>
    public CursorState State => new(DoneTo, EncodeAhead());

    /// <summary>A cursor from what was written down. A part that makes no sense is left out: to repeat a batch is better than to miss one.</summary>
    public static Cursor Decode(long doneTo, ReadOnlySpan<byte> ahead)
    {
        var cursor = new Cursor(doneTo is >= 0 and < QueueLimits.MaxId ? doneTo : 0);
        for (; ahead.Length >= RunBytes; ahead = ahead[RunBytes..])
        {
            long first = BinaryPrimitives.ReadInt64LittleEndian(ahead);
            long last = BinaryPrimitives.ReadInt64LittleEndian(ahead[sizeof(long)..]);
            if (first > cursor.DoneTo && last >= first && last < QueueLimits.MaxId)
            {
                cursor.Settle(first, last);
            }
        }

        return cursor;
    }

    /// <summary>This cursor as it is now.</summary>
    public Cursor Copy() => Decode(DoneTo, EncodeAhead());

    /// <summary>The runs in bytes: first and last of each, as little-endian 64-bit integers.</summary>
    private byte[] EncodeAhead()
    {
        byte[] bytes = new byte[_ahead.Count * RunBytes];
        for (int i = 0; i < _ahead.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * RunBytes), _ahead[i].First);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan((i * RunBytes) + sizeof(long)), _ahead[i].Last);
        }

        return bytes;
    }
}
