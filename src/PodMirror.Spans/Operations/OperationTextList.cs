namespace PodMirror.Spans;

/// <summary>The first few of many short texts.</summary>
internal sealed class OperationTextList
{
    /// <summary>How many operations of a batch are told; the count tells of the rest.</summary>
    internal const int MaxCount = 16;

    // A name with its type before it.
    private const int MaxTextBytes = 160;

    private readonly OperationText[] _texts = [.. Enumerable.Range(0, MaxCount).Select(static _ => new OperationText(MaxTextBytes))];

    internal int Count { get; private set; }

    internal ReadOnlySpan<byte> this[int index] => _texts[index].Bytes;

    internal void Clear() => Count = 0;

    /// <summary>Keeps a text when there is room for it.</summary>
    internal void Add(ReadOnlySpan<byte> text)
    {
        if (Count < MaxCount && !text.IsEmpty)
        {
            _texts[Count++].Set(text);
        }
    }
}
