using System.Diagnostics.CodeAnalysis;

namespace PodMirror.Agent.PodMetadata;

/// <summary>
/// A map of a million uids with little room beside what it holds. Entries lie in chunks that stay where they are: a dictionary copies all of itself
/// as it grows, and what it leaves behind is old by then and takes its memory for long. Anybody may use it.
/// </summary>
internal sealed class UidTable<TValue>
{
    // Small enough that a table of little takes little, and that the runtime does not keep its array apart (85,000 bytes).
    private const int ChunkBits = 10;
    private const int ChunkEntries = 1 << ChunkBits;
    private const int FirstBuckets = 1024;
    private const int End = -1;

    private readonly Lock _gate = new();
    private readonly List<Entry[]> _chunks = [];
    private int[] _buckets = new int[FirstBuckets];
    private int _used;
    private int _free = End;
    private int _count;

    /// <summary>Makes an empty one.</summary>
    public UidTable() => _buckets.AsSpan().Fill(End);

    /// <summary>Entries.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Finds one.</summary>
    public bool TryGet(Guid uid, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            int at = Find(uid, out _);
            value = at == End ? default : At(at).Value;
            return at != End;
        }
    }

    /// <summary>Adds one, or puts another value in its place.</summary>
    public void Set(Guid uid, TValue value)
    {
        lock (_gate)
        {
            int at = Find(uid, out _);
            if (at == End)
            {
                at = Add(uid);
            }

            At(at).Value = value;
        }
    }

    /// <summary>Takes one away.</summary>
    public bool Remove(Guid uid, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            int at = Find(uid, out int before);
            if (at == End)
            {
                value = default;
                return false;
            }

            ref Entry entry = ref At(at);
            (before == End ? ref Bucket(uid) : ref At(before).Next) = entry.Next;
            value = entry.Value;
            entry = new Entry { Next = _free, IsFree = true };
            (_free, _count) = (at, _count - 1);
            return true;
        }
    }

    /// <summary>The uids of those whose value is as asked for.</summary>
    public List<Guid> Where(Func<TValue, bool> isWanted)
    {
        var found = new List<Guid>();
        lock (_gate)
        {
            for (int at = 0; at < _used; at++)
            {
                ref Entry entry = ref At(at);
                if (!entry.IsFree && isWanted(entry.Value))
                {
                    found.Add(entry.Uid);
                }
            }
        }

        return found;
    }

    private int Find(Guid uid, out int before)
    {
        before = End;
        int at = Bucket(uid);
        while (at != End && At(at).Uid != uid)
        {
            (before, at) = (at, At(at).Next);
        }

        return at;
    }

    private int Add(Guid uid)
    {
        if (_count == _buckets.Length)
        {
            Spread();
        }

        int at = _free;
        if (at != End)
        {
            _free = At(at).Next;
        }
        else
        {
            at = _used++;
            if (at >> ChunkBits == _chunks.Count)
            {
                _chunks.Add(new Entry[ChunkEntries]);
            }
        }

        ref int bucket = ref Bucket(uid);
        At(at) = new Entry { Uid = uid, Next = bucket };
        (bucket, _count) = (at, _count + 1);
        return at;
    }

    // Twice as many buckets, which is all that is made anew.
    private void Spread()
    {
        _buckets = new int[2 * _buckets.Length];
        _buckets.AsSpan().Fill(End);
        for (int at = 0; at < _used; at++)
        {
            ref Entry entry = ref At(at);
            if (!entry.IsFree)
            {
                ref int bucket = ref Bucket(entry.Uid);
                (entry.Next, bucket) = (bucket, at);
            }
        }
    }

    private ref Entry At(int at) => ref _chunks[at >> ChunkBits][at & (ChunkEntries - 1)];

    private ref int Bucket(Guid uid) => ref _buckets[uid.GetHashCode() & (_buckets.Length - 1)];

    private struct Entry
    {
        public Guid Uid;
        public TValue Value;
        public int Next;
        public bool IsFree;
    }
}
