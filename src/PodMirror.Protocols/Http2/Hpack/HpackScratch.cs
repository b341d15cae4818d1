namespace PodMirror.Protocols;

/// <summary>Room for the texts of one field while it is decoded. One for all decoders of a thread.</summary>
internal sealed class HpackScratch
{
    private byte[] _bytes = [];
    private int _used;

    /// <summary>Makes room for any field of a block: its coded texts, and a name of the table.</summary>
    public void Reserve(int blockBytes)
    {
        int needed = HuffmanCode.MaxDecodedBytes(blockBytes) + DynamicTable.MaxKeptBytes;
        if (_bytes.Length < needed)
        {
            _bytes = new byte[needed * 3L / 2 > int.MaxValue ? needed : needed * 3 / 2];
        }
    }

    /// <summary>Forgets the field before.</summary>
    public void Clear() => _used = 0;

    /// <summary>Copies a text.</summary>
    public ReadOnlySpan<byte> Keep(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_bytes.AsSpan(_used));
        _used += text.Length;
        return _bytes.AsSpan(_used - text.Length, text.Length);
    }

    /// <summary>Decodes a text.</summary>
    public bool TryDecode(ReadOnlySpan<byte> coded, out ReadOnlySpan<byte> text)
    {
        bool isRight = HuffmanCode.TryDecode(coded, _bytes.AsSpan(_used), out int bytes);
        text = _bytes.AsSpan(_used, bytes);
        _used += bytes;
        return isRight;
    }
}
