namespace PodMirror.Sidecar.Replay;

/// <summary>A line of columns that is put together in place; for text whose length is known to be bounded.</summary>
public sealed class TextRow
{
    /// <summary>Bytes that a row can have: all columns at their longest are below 300.</summary>
    private const int MaxBytes = 512;

    private readonly byte[] _bytes = new byte[MaxBytes];
    private int _length;
    private int _hidden;

    /// <summary>What was put together.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Room for more, to be followed by <see cref="Advance"/>.</summary>
    public Span<byte> Room => _bytes.AsSpan(_length);

    /// <summary>Begins a new row.</summary>
    public void Clear()
    {
        _length = 0;
        _hidden = 0;
    }

    /// <summary>Takes over bytes that were written to <see cref="Room"/>.</summary>
    public void Advance(int bytes) => _length += bytes;

    /// <summary>Adds visible ASCII.</summary>
    public void Add(ReadOnlySpan<byte> ascii)
    {
        ascii.CopyTo(Room);
        _length += ascii.Length;
    }

    /// <summary>Adds an escape sequence, which takes no cell.</summary>
    public void AddHidden(ReadOnlySpan<byte> sequence)
    {
        Add(sequence);
        _hidden += sequence.Length;
    }

    /// <summary>Adds visible ASCII so that it ends at a column; when it is too long it begins where the row ends.</summary>
    public void AddRight(ReadOnlySpan<byte> ascii, int endColumn)
    {
        PadTo(endColumn - ascii.Length, atLeast: 0);
        Add(ascii);
    }

    /// <summary>Pads with spaces up to a column, but at least by so many.</summary>
    public void PadTo(int column, int atLeast = 2)
    {
        int spaces = Math.Max(column - (_length - _hidden), atLeast);
        Room[..spaces].Fill((byte)' ');
        _length += spaces;
    }
}
