using System.Runtime.InteropServices;

namespace PodMirror.Protocols;

/// <summary>
/// The fields that a connection's sender has told so far in one direction (RFC 7541 section 2.3.2), as far as they were heard. An index counts
/// back from the newest, so one that is newer than our joining is exact, whatever was told before.
/// </summary>
/// <param name="buffers">Where its memory comes from; what there is none for is kept as unknown.</param>
internal sealed class DynamicTable(BufferPool buffers)
{
    /// <summary>What both ends begin with (RFC 9113 section 6.5.2).</summary>
    public const int InitialBytes = 4096;

    /// <summary>Bytes of fields kept of one direction: the largest table that clients and servers in use ask for.</summary>
    public const int MaxKeptBytes = 65_536;

    // What each counts beside its bytes (RFC 7541 section 4.1).
    private const int EntryBytes = 32;

    // A power of two of entries, from the oldest in a ring.
    private byte[] _entryBytes = [];
    private int _first;
    private byte[] _bytes = [];
    private int _written;
    private int _size;

    // What the sender may keep; null when it was agreed before we listened.
    private int? _max;

    // Whether entries may lie behind the oldest that is known here.
    private bool _mayHoldOlder;

    /// <summary>How many are known of, the newest ones.</summary>
    public int Count { get; private set; }

    private Span<Entry> Entries => MemoryMarshal.Cast<byte, Entry>(_entryBytes.AsSpan());

    /// <summary>Whether an index behind the oldest is no mistake of the sender, but of a time before we listened.</summary>
    public bool MayHoldOlder => _mayHoldOlder;

    /// <summary>Begins with a connection that is heard from its first byte.</summary>
    public void Begin()
    {
        Clear();
        (_max, _mayHoldOlder) = (InitialBytes, false);
    }

    /// <summary>Joins: what was told so far is not known, nor how much the sender keeps.</summary>
    public void Join()
    {
        Clear();
        (_max, _mayHoldOlder) = (null, true);
    }

    /// <summary>Gives its memory back.</summary>
    public void Release()
    {
        Clear();
        Return(ref _bytes);
        Return(ref _entryBytes);
    }

    /// <summary>The sender keeps no more than this from here on (RFC 7541 section 6.3).</summary>
    public void Resize(int maxBytes)
    {
        _max = maxBytes;
        if (maxBytes == 0)
        {
            // Nothing of before can be meant any more.
            Clear();
            _mayHoldOlder = false;
            return;
        }

        MakeRoom(0);
    }

    /// <summary>Reads an entry.</summary>
    /// <param name="index">From 1, the newest, to <see cref="Count"/>.</param>
    /// <param name="name">Its name; valid until the next change of the table.</param>
    /// <param name="value">Its value.</param>
    /// <returns>False when it is not known.</returns>
    public bool TryGet(int index, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        Entry entry = EntryAt(Count - index);
        name = _bytes.AsSpan(entry.Start, entry.NameBytes);
        value = _bytes.AsSpan(entry.Start + entry.NameBytes, entry.ValueBytes);
        return entry.IsKnown;
    }

    /// <summary>Adds an entry as the newest.</summary>
    /// <param name="isKnown">Whether its name is known.</param>
    /// <param name="name">Its name; not one that lies in this table.</param>
    /// <param name="value">Its value.</param>
    public void Add(bool isKnown, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        int bytes = name.Length + value.Length;
        if (bytes + EntryBytes > (_max ?? InitialBytes))
        {
            AddTooLarge();
            return;
        }

        isKnown &= bytes + EntryBytes <= MaxKeptBytes;
        MakeRoom(isKnown ? bytes + EntryBytes : EntryBytes);
        isKnown = isKnown && TryReserve(bytes);
        if (!TryReserveEntry())
        {
            Join();
            return;
        }

        var entry = new Entry(_written, isKnown ? name.Length : 0, isKnown ? value.Length : 0, isKnown);
        if (isKnown)
        {
            name.CopyTo(_bytes.AsSpan(_written));
            value.CopyTo(_bytes.AsSpan(_written + name.Length));
            _written += bytes;
        }

        EntryAt(Count++) = entry;
        _size += entry.Bytes + EntryBytes;
    }

    /// <summary>
    /// One that is larger than the table empties it (RFC 7541 section 4.4). Whether it is, we cannot know where the size was agreed before we
    /// listened: then how far an index counts back is no longer known either.
    /// </summary>
    private void AddTooLarge()
    {
        if (_max is null)
        {
            Join();
            return;
        }

        Clear();
        _mayHoldOlder = false;
    }

    private void Clear() => Count = _first = _written = _size = 0;

    private void MakeRoom(int bytes)
    {
        int most = Math.Min(_max ?? MaxKeptBytes, MaxKeptBytes);
        while (Count > 0 && _size + bytes > most)
        {
            // What the sender has no room for it has not; it may have room for what we have none for.
            _mayHoldOlder = (_max ?? int.MaxValue) > MaxKeptBytes;
            _size -= EntryAt(0).Bytes + EntryBytes;
            _first++;
            Count--;
        }
    }

    // By age, the oldest at 0.
    private ref Entry EntryAt(int age) => ref Entries[(_first + age) & (Entries.Length - 1)];

    private bool TryReserveEntry()
    {
        if (Count < Entries.Length)
        {
            return true;
        }

        if (buffers.TryRent(Math.Max(1, 2 * _entryBytes.Length)) is not { } larger)
        {
            return false;
        }

        Span<Entry> entries = MemoryMarshal.Cast<byte, Entry>(larger.AsSpan());
        for (int i = 0; i < Count; i++)
        {
            entries[i] = EntryAt(i);
        }

        Return(ref _entryBytes);
        (_entryBytes, _first) = (larger, 0);
        return true;
    }

    /// <summary>Room for bytes behind those written: entries lie one behind the other, and are moved to the front when the end is reached.</summary>
    private bool TryReserve(int bytes)
    {
        if (_written + bytes <= _bytes.Length)
        {
            return true;
        }

        int kept = _size - (Count * EntryBytes);
        byte[] from = _bytes;
        if (kept + bytes > _bytes.Length / 2)
        {
            if (buffers.TryRent(2 * (kept + bytes)) is not { } larger)
            {
                return false;
            }

            _bytes = larger;
        }

        Move(from);
        if (from != _bytes)
        {
            Return(ref from);
        }

        return true;
    }

    private void Move(byte[] from)
    {
        _written = 0;
        for (int i = 0; i < Count; i++)
        {
            ref Entry entry = ref EntryAt(i);
            from.AsSpan(entry.Start, entry.Bytes).CopyTo(_bytes.AsSpan(_written));
            entry = entry with { Start = _written };
            _written += entry.Bytes;
        }
    }

    private void Return(ref byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            buffers.Return(buffer);
            buffer = [];
        }
    }

    [StructLayout(LayoutKind.Sequential, Size = 16)]
    private readonly record struct Entry(int Start, int NameBytes, int ValueBytes, bool IsKnown)
    {
        public int Bytes => NameBytes + ValueBytes;
    }
}
