using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>The first messages or events of one direction, with as much of their contents as may be shown.</summary>
/// <param name="maxContentBytes">Bytes that are kept of all contents together.</param>
internal sealed class StreamEventList(int maxContentBytes)
{
    private readonly StreamEvent[] _events = new StreamEvent[FramedMarks.MaxCount];
    private readonly ByteBuffer _contents = new(Math.Max(1, maxContentBytes));
    private int _wanted;

    /// <summary>How many there are.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether no further one is wanted.</summary>
    internal bool IsFull => Count == _wanted;

    internal ref readonly StreamEvent this[int position] => ref _events[position];

    /// <summary>Empties the list.</summary>
    /// <param name="wanted">How many it shall take; never more than have marks.</param>
    internal void Begin(int wanted)
    {
        Count = 0;
        _wanted = Math.Min(wanted, FramedMarks.MaxCount);
        _contents.Clear();
    }

    /// <summary>Adds one, with its content as far as there is room for it.</summary>
    internal void Add(StreamEvent one, ReadOnlySpan<byte> content)
    {
        if (IsFull)
        {
            return;
        }

        int kept = Math.Min(content.Length, maxContentBytes - _contents.Length);
        one.IsTruncated |= kept < content.Length;
        one.ContentStart = _contents.Length;
        one.ContentBytes = kept;
        _contents.Append(content[..kept]);
        _events[Count++] = one;
    }

    /// <summary>The content of one of them.</summary>
    internal ReadOnlySpan<byte> ContentOf(int position) => _contents.Written.Slice(_events[position].ContentStart, _events[position].ContentBytes);
}
