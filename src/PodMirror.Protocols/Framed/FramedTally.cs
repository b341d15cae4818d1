using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// Counts the messages that a content is cut into, while its bytes pass: all of them, also those that are not kept. Any cut of the bytes
/// gives the same counts. Pooled by <see cref="TallyPool"/>.
/// </summary>
internal abstract class FramedTally(MirrorLedger ledger)
{
    /// <summary>What one takes of the memory of messages: its marks, its counts and its place.</summary>
    public const int AccountedBytes = 640;

    private readonly byte[] _marks = new byte[FramedMarks.MaxCount * FramedMarks.MarkBytes];
    private int _markBytes;
    private int _keptBefore;
    private int _kept;
    private long _timestampNs;
    private ulong _messages;
    private ulong _messageBytes;
    private ulong _largest;

    /// <summary>Frames by kind; of WebSocket only.</summary>
    protected FrameCounts Frames;

    public abstract ContentFraming Framing { get; }

    /// <summary>Whether a frame was faulty.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>Whether counting has stopped: where the next message begins is no longer known.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>What was counted so far.</summary>
    public FramedContent Content => new()
    {
        Framing = Framing,
        Messages = _messages,
        MessageBytes = _messageBytes,
        LargestMessageBytes = _largest,
        Frames = Frames,
    };

    /// <summary>Where the first messages begin, for <see cref="FramedMarks"/>.</summary>
    public ReadOnlySpan<byte> Marks => _marks.AsSpan(0, _markBytes);

    /// <summary>Takes the next bytes of the content.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="keptBefore">How many bytes of the body were kept before them.</param>
    /// <param name="kept">How many of these are kept.</param>
    /// <param name="timestampNs">When their packet was captured.</param>
    public void Take(ReadOnlySpan<byte> bytes, int keptBefore, int kept, long timestampNs)
    {
        if (IsStopped)
        {
            return;
        }

        (_keptBefore, _kept, _timestampNs) = (keptBefore, kept, timestampNs);
        Read(bytes);
    }

    /// <summary>Bytes of the content were lost.</summary>
    public void Lose(long bytes)
    {
        if (bytes > 0 && !TryPassLost((ulong)bytes))
        {
            Stop();
        }
    }

    /// <summary>Counts no more.</summary>
    public void Stop() => IsStopped = true;

    /// <summary>Makes it as new.</summary>
    public virtual void Reset()
    {
        _markBytes = 0;
        _messages = _messageBytes = _largest = 0;
        Frames = default;
        IsFaulty = IsStopped = false;
    }

    protected abstract void Read(ReadOnlySpan<byte> bytes);

    /// <summary>Passes over bytes that were lost inside a message of known length; false where they were not inside one.</summary>
    protected virtual bool TryPassLost(ulong bytes) => false;

    /// <summary>Where a byte of the present delivery stands.</summary>
    protected MarkPlace PlaceOf(int at) => new((uint)(_keptBefore + at), _timestampNs, at < _kept);

    /// <summary>A message begins there.</summary>
    protected void Mark(in MarkPlace place)
    {
        if (place.IsKept && _markBytes < _marks.Length)
        {
            FramedMarks.Write(_marks.AsSpan(_markBytes), place.Offset, place.TimestampNs);
            _markBytes += FramedMarks.MarkBytes;
        }
    }

    /// <summary>A message has ended.</summary>
    protected void Count(ulong bytes)
    {
        _messages++;
        _messageBytes += bytes;
        _largest = Math.Max(_largest, bytes);
    }

    /// <summary>A frame is faulty; to be called once for each.</summary>
    protected void CountFault()
    {
        IsFaulty = true;
        ledger[MirrorCounter.FramesInvalid]++;
    }
}
