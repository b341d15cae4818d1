using System.Diagnostics.CodeAnalysis;

namespace PodMirror.Agent.PodMetadata;

/// <summary>
/// A map of a million uids with little room beside what it holds. It is many small dictionaries: each grows by a fifth and not to twice its size,
/// and what it leaves behind then is small enough to be collected at once. Anybody may read while one writes.
/// </summary>
internal sealed class UidTable<TValue>
{
    /// <summary>Of three million entries each part is still below the size from which the runtime keeps arrays apart (85,000 bytes).</summary>
    private const int Parts = 2048;

    private readonly Dictionary<Guid, TValue>?[] _parts = new Dictionary<Guid, TValue>?[Parts];
    private int _count;

    /// <summary>Entries.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Finds one.</summary>
    public bool TryGet(Guid uid, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        if (Volatile.Read(ref Part(uid)) is not { } part)
        {
            return false;
        }

        lock (part)
        {
            return part.TryGetValue(uid, out value);
        }
    }

    /// <summary>Adds one, or puts another value in its place.</summary>
    public void Set(Guid uid, TValue value)
    {
        Dictionary<Guid, TValue> part = Volatile.Read(ref Part(uid)) ?? Make(uid);
        lock (part)
        {
            int before = part.Count;
            if (before == part.Capacity)
            {
                part.EnsureCapacity(before + (before / 5) + 1);
            }

            part[uid] = value;
            _count += part.Count - before;
        }
    }

    /// <summary>Takes one away.</summary>
    public bool Remove(Guid uid, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        if (Volatile.Read(ref Part(uid)) is not { } part)
        {
            return false;
        }

        lock (part)
        {
            bool removed = part.Remove(uid, out value);
            _count -= removed ? 1 : 0;
            return removed;
        }
    }

    /// <summary>The uids of those whose value is as asked for. Only for who writes.</summary>
    public List<Guid> Where(Func<TValue, bool> isWanted)
    {
        var found = new List<Guid>();
        foreach (Dictionary<Guid, TValue>? part in _parts)
        {
            foreach ((Guid uid, TValue value) in part ?? [])
            {
                if (isWanted(value))
                {
                    found.Add(uid);
                }
            }
        }

        return found;
    }

    private Dictionary<Guid, TValue> Make(Guid uid)
    {
        var part = new Dictionary<Guid, TValue>();
        Volatile.Write(ref Part(uid), part);
        return part;
    }

    // The hash mixes all of a uid; its low bits choose inside the part.
    private ref Dictionary<Guid, TValue>? Part(Guid uid) => ref _parts[(uint)uid.GetHashCode() >> 16 & (Parts - 1)];
}
