using System.Buffers.Binary;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// Reads the data messages of one direction of a WebSocket out of its kept bytes: fragments joined, masks and permessage-deflate undone, each with
/// the time at which it began. Never throws for what the bytes are.
/// </summary>
/// <param name="maxContentBytes">Bytes that are kept of the contents of all messages of a direction together.</param>
/// <remarks>Holds scratch memory: one for each direction and thread.</remarks>
internal sealed class WebSocketMessages(int maxContentBytes)
{
    // A control frame has 125 bytes at most, two of which are the code.
    private const int MaxReasonBytes = 123;

    private readonly StreamEventList _events = new(maxContentBytes);
    private readonly ByteBuffer _payload = new(RecordFormat.MaxRecordBytes);
    private readonly ByteBuffer _reason = new(MaxReasonBytes + 2);
    private readonly MessageInflater _inflater = new();
    private StreamEvent _open;
    private int _openEnd;
    private bool _isOpen;
    private bool _isCompressed;
    private bool _isReserved;
    private bool _isInflated;

    /// <summary>The messages, in the order of their beginnings.</summary>
    internal StreamEventList Events => _events;

    /// <summary>The status code of the first close frame (RFC 6455 section 7.4); 0 when there was none, or it had none.</summary>
    internal int CloseCode { get; private set; }

    /// <summary>The text behind the close code.</summary>
    internal ReadOnlySpan<byte> CloseReason => CloseCode == 0 ? default : _reason.Written[2..];

    /// <summary>Reads the messages of a direction.</summary>
    /// <param name="message">Its bytes and marks.</param>
    /// <param name="isInflated">Whether permessage-deflate was agreed to.</param>
    /// <param name="forgets">Whether its sender begins each message with an empty window.</param>
    /// <param name="maxMessages">How many are wanted.</param>
    internal void Read(scoped in MessageView message, bool isInflated, bool forgets, int maxMessages)
    {
        _events.Begin(maxMessages);
        _inflater.Begin(forgets);
        _isInflated = isInflated;
        _isOpen = false;
        CloseCode = 0;
        _reason.Clear();
        var marks = new MarkCursor(message);
        var frames = new WebSocketFrames(message.Body);
        while (true)
        {
            while (frames.MoveNext())
            {
                Take(frames.Current, frames.Position, ref marks);
            }

            // Where a message begins behind what is no frame, or inside of one, there is damage; the mirror knows where to go on.
            Finish(isWhole: false, ref marks);
            int next = frames.IsBroken ? marks.NextAfter(frames.FrameStart, message.Body.Length) : -1;
            if (next < 0)
            {
                return;
            }

            _inflater.Break();
            frames.ResumeAt(next);
        }
    }

    private void Take(scoped in WebSocketFrame frame, int end, ref MarkCursor marks)
    {
        if (frame.Opcode == FrameOpcode.Close && _reason.Length == 0)
        {
            frame.Unmask(_reason);
            CloseCode = _reason.Length >= 2 && !frame.IsCut ? BinaryPrimitives.ReadUInt16BigEndian(_reason.Written) : 0;
            return;
        }

        if (frame.Opcode is FrameOpcode.Text or FrameOpcode.Binary)
        {
            Finish(isWhole: false, ref marks);
            _open = new StreamEvent { Opcode = frame.Opcode, Offset = frame.Offset };
            _isOpen = true;
            _isCompressed = frame.IsCompressed;
            _isReserved = frame.IsReserved;
            _payload.Clear();
        }
        else if (!_isOpen || frame.Opcode != FrameOpcode.Continuation)
        {
            return;
        }

        _open.WireBytes = (long)Math.Min((ulong)_open.WireBytes + (ulong)frame.PayloadBytes, long.MaxValue);
        _openEnd = end;
        if (!_events.IsFull && (_open.Opcode == FrameOpcode.Text || _isCompressed))
        {
            frame.Unmask(_payload);
        }

        if (frame.IsCut || frame.IsFinal)
        {
            Finish(isWhole: !frame.IsCut, ref marks);
        }
    }

    private void Finish(bool isWhole, ref MarkCursor marks)
    {
        if (!_isOpen || _events.IsFull)
        {
            return;
        }

        _isOpen = false;
        _open.TimestampNs = marks.TimeOf(_open.Offset, _openEnd);
        _open.IsTruncated = !isWhole;
        ReadOnlySpan<byte> content = _payload.Written;
        if (_isReserved || (_isCompressed && !_isInflated))
        {
            _open.IsUndecodable = true;
        }
        else if (_isCompressed)
        {
            int before = _inflater.Output.Length;
            _open.IsUndecodable = !_inflater.TryInflate(_payload, isCut: !isWhole, out bool isCut);
            _open.IsTruncated |= isCut;
            content = _inflater.Output.Written[before..];
        }

        _events.Add(_open, _open.IsUndecodable || _open.Opcode == FrameOpcode.Binary ? default : content);
    }
}
