namespace PodMirror.Protocols;

/// <summary>
/// Decodes the field blocks of one direction (RFC 7541). Joined in the middle of a connection it tells what it can and never guesses: a field
/// that was told before is unknown, everything else is exact.
/// </summary>
/// <param name="buffers">Where its memory comes from.</param>
/// <param name="scratch">Shared by all decoders of a thread.</param>
internal sealed class HpackDecoder(BufferPool buffers, HpackScratch scratch)
{
    /// <summary>
    /// Bytes of names that one block may take over from the table into new entries: more than any that is not an attack. Two bytes of a block are
    /// enough to have the largest name copied once more.
    /// </summary>
    public const int MaxNameBytesABlock = 1 << 20;

    private readonly DynamicTable _table = new(buffers);
    private int _nameBytes;

    /// <summary>Begins with a connection that is heard from its first byte.</summary>
    public void Begin() => _table.Begin();

    /// <summary>Joins a connection, or goes on after a loss.</summary>
    public void Join() => _table.Join();

    /// <summary>Gives its memory back.</summary>
    public void Release() => _table.Release();

    /// <summary>Decodes a whole field block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="sink">Where the fields go.</param>
    /// <returns>False when it is wrong: what follows cannot be trusted, and the decoder has joined anew.</returns>
    public bool TryDecode(ReadOnlySpan<byte> block, IFieldSink sink)
    {
        scratch.Reserve(block.Length);
        _nameBytes = 0;
        while (!block.IsEmpty)
        {
            if (!TryDecodeOne(ref block, sink))
            {
                _table.Join();
                return false;
            }
        }

        return true;
    }

    private bool TryDecodeOne(ref ReadOnlySpan<byte> block, IFieldSink sink)
    {
        byte first = block[0];
        if (first >= 0x80)
        {
            return HpackInteger.TryRead(ref block, 7, out int index) && TryEmit(index, sink);
        }

        if (first is >= 0x20 and < 0x40)
        {
            bool isSize = HpackInteger.TryRead(ref block, 5, out int size);
            if (isSize)
            {
                _table.Resize(size);
            }

            return isSize;
        }

        bool isAdded = first >= 0x40;
        return TryReadLiteral(ref block, isAdded ? 6 : 4, isAdded, sink);
    }

    private bool TryEmit(int index, IFieldSink sink)
    {
        if (index is > 0 and <= StaticTable.Count)
        {
            sink.OnField(StaticTable.Name(index), StaticTable.Value(index));
            return true;
        }

        int dynamic = index - StaticTable.Count;
        if (index == 0 || (dynamic > _table.Count && !_table.MayHoldOlder))
        {
            return false;
        }

        if (dynamic <= _table.Count && _table.TryGet(dynamic, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value))
        {
            sink.OnField(name, value);
        }
        else
        {
            sink.OnUnknownField();
        }

        return true;
    }

    private bool TryReadLiteral(ref ReadOnlySpan<byte> block, int prefixBits, bool isAdded, IFieldSink sink)
    {
        scratch.Clear();
        if (!HpackInteger.TryRead(ref block, prefixBits, out int index)
            || !TryReadName(ref block, index, isAdded, out ReadOnlySpan<byte> name, out bool isKnown)
            || !TryReadText(ref block, out ReadOnlySpan<byte> value))
        {
            return false;
        }

        if (isKnown)
        {
            sink.OnField(name, value);
        }
        else
        {
            sink.OnUnknownField();
        }

        if (isAdded)
        {
            _table.Add(isKnown, name, value);
        }

        return true;
    }

    private bool TryReadName(ref ReadOnlySpan<byte> block, int index, bool isAdded, out ReadOnlySpan<byte> name, out bool isKnown)
    {
        name = default;
        isKnown = true;
        if (index == 0)
        {
            return TryReadText(ref block, out name) && !name.IsEmpty;
        }

        if (index <= StaticTable.Count)
        {
            name = StaticTable.Name(index);
            return true;
        }

        int dynamic = index - StaticTable.Count;
        if (dynamic > _table.Count)
        {
            isKnown = false;
            return _table.MayHoldOlder;
        }

        isKnown = _table.TryGet(dynamic, out name, out _);
        if (isAdded)
        {
            isKnown &= (_nameBytes += name.Length) <= MaxNameBytesABlock;

            // The entry may go, or be moved, when this one is added.
            name = isKnown ? scratch.Keep(name) : default;
        }

        return true;
    }

    private bool TryReadText(ref ReadOnlySpan<byte> block, out ReadOnlySpan<byte> text)
    {
        text = default;
        bool isCoded = !block.IsEmpty && block[0] >= 0x80;
        if (!HpackInteger.TryRead(ref block, 7, out int length) || length > block.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = block[..length];
        block = block[length..];
        if (!isCoded)
        {
            text = bytes;
            return true;
        }

        return scratch.TryDecode(bytes, out text);
    }
}
