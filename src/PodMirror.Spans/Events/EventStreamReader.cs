using System.Buffers.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// Reads the events of a text/event-stream out of the kept body (WHATWG HTML, section 9.2.6): an event is what an empty line ends and what has data.
/// One that is not ended is none, there as here.
/// </summary>
/// <param name="maxContentBytes">Bytes that are kept of the data of all events together.</param>
/// <remarks>Holds scratch memory: one for each thread.</remarks>
internal sealed class EventStreamReader(int maxContentBytes)
{
    private readonly StreamEventList _events = new(maxContentBytes);
    private readonly ByteBuffer _data = new(RecordFormat.MaxRecordBytes);
    private StreamEvent _open;
    private bool _hasData;

    /// <summary>The events, in their order.</summary>
    internal StreamEventList Events => _events;

    /// <summary>Reads the first events of a body.</summary>
    internal void Read(scoped in MessageView message, int maxEvents)
    {
        _events.Begin(maxEvents);
        var marks = new MarkCursor(message);
        ReadOnlySpan<byte> body = message.Body;
        ReadOnlySpan<byte> byteOrderMark = [0xef, 0xbb, 0xbf];
        int at = body.StartsWith(byteOrderMark) ? byteOrderMark.Length : 0;
        Begin(at);
        while (!_events.IsFull && body[at..].IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var length)
        {
            int next = at + length + 1;
            next += body[next - 1] == '\r' && next < body.Length && body[next] == '\n' ? 1 : 0;
            if (length > 0)
            {
                TakeLine(body, at, at + length);
            }
            else
            {
                End(ref marks, at);
                Begin(next);
            }

            at = next;
        }
    }

    private void Begin(int at)
    {
        _open = new StreamEvent { Offset = at, RetryMs = -1 };
        _hasData = false;
        _data.Clear();
    }

    private void End(ref MarkCursor marks, int end)
    {
        if (!_hasData)
        {
            return;
        }

        _open.TimestampNs = marks.TimeOf(_open.Offset, end);
        _open.WireBytes = end - _open.Offset;
        _events.Add(_open, _data.Written);
    }

    private void TakeLine(ReadOnlySpan<byte> body, int start, int end)
    {
        ReadOnlySpan<byte> line = body[start..end];
        int colon = line.IndexOf((byte)':');
        ReadOnlySpan<byte> field = colon < 0 ? line : line[..colon];
        int valueStart = colon < 0 ? end : start + colon + 1;

        // One space behind the colon belongs to the form and not to the value.
        valueStart += valueStart < end && body[valueStart] == ' ' ? 1 : 0;
        ReadOnlySpan<byte> value = body[valueStart..end];
        if (field.SequenceEqual("data"u8))
        {
            _data.Append(_hasData ? "\n"u8 : default);
            _data.Append(value);
            _hasData = true;
        }
        else if (field.SequenceEqual("event"u8))
        {
            _open.Type = valueStart..end;
        }
        else if (field.SequenceEqual("id"u8) && !value.Contains((byte)0))
        {
            _open.Id = valueStart..end;
        }
        else if (field.SequenceEqual("retry"u8) && value.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && Utf8Parser.TryParse(value, out long milliseconds, out int used) && used == value.Length)
        {
            _open.RetryMs = milliseconds;
        }
    }
}
