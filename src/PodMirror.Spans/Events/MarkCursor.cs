using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Goes through a message's marks from front to back, beside one who goes through its kept body.</summary>
/// <param name="message">The message.</param>
internal ref struct MarkCursor(MessageView message)
{
    private readonly FramedMarks _marks = new(message.Marks);
    private int _next = 0;
    private long _lastNs = message.FirstByteNs;

    /// <summary>The time of the mark in [start, end) of the body; without one, that of the mark before.</summary>
    internal long TimeOf(int start, int end)
    {
        while (_next < _marks.Count && _marks.OffsetOf(_next) < end)
        {
            bool isWithin = _marks.OffsetOf(_next) >= start;
            _lastNs = _marks.TimestampNsOf(_next++);
            if (isWithin)
            {
                break;
            }
        }

        return Math.Max(0, _lastNs);
    }

    /// <summary>The first mark behind a place, or -1: where a message is known to begin after what could not be read.</summary>
    internal int NextAfter(int place, int end)
    {
        while (_next < _marks.Count && _marks.OffsetOf(_next) <= place)
        {
            _lastNs = _marks.TimestampNsOf(_next++);
        }

        return _next < _marks.Count && _marks.OffsetOf(_next) < end ? (int)_marks.OffsetOf(_next) : -1;
    }
}
