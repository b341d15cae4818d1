using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Messages and their buffers, pooled and bounded. Owned by one thread.</summary>
internal sealed class MessagePool(PipelineOptions options, MirrorLedger ledger)
{
    /// <summary>Unused messages kept: more than are under way at once on a busy Pod.</summary>
    private const int MaxFreeMessages = 4096;

    private readonly BufferPool _buffers = new(options.MaxMessageBytes);
    private readonly TallyPool _tallies = new(ledger);
    private readonly Stack<Message> _free = new();

    /// <summary>Called when memory is full, to give up what is worth least; returns whether anything was.</summary>
    public Func<bool>? Reclaim { get; set; }

    public PipelineOptions Options => options;

    /// <summary>How much is told of messages that begin from now on.</summary>
    public Detail Detail { get; set; }

    /// <summary>Bytes of each body that are kept, from now on.</summary>
    public int MaxBodyBytes { get; set; } = options.MaxBodyBytes;

    /// <summary>The memory that messages are kept in, for what else belongs to flows.</summary>
    public BufferPool Buffers => _buffers;

    public MirrorLedger Ledger => ledger;

    public Message Rent() => _free.TryPop(out Message? message) ? message : new Message();

    public void Return(Message message)
    {
        ReleaseBuffer(message);
        message.Reset();
        if (_free.Count < MaxFreeMessages)
        {
            _free.Push(message);
        }
    }

    /// <summary>Gives the buffer back, with all that the message had kept.</summary>
    public void ReleaseBuffer(Message message)
    {
        if (message.Buffer.Length > 0)
        {
            _buffers.Return(message.Buffer);
            message.Buffer = [];
        }

        StopCounting(message);
        message.HeadBytes = message.BodyKept = message.TrailerBytes = message.FieldsStart = 0;
        message.AuthorityStart = message.AuthorityBytes = message.ProtocolBytes = 0;
        message.StartLine = default;
        message.BodyClosed = true;
    }

    /// <summary>Appends to the head, which must be all that the message has so far; false when memory is full.</summary>
    public bool TryAppendHead(Message message, ReadOnlySpan<byte> bytes)
    {
        if (!TryReserve(message, bytes.Length))
        {
            return false;
        }

        bytes.CopyTo(message.Buffer.AsSpan(message.HeadBytes));
        message.HeadBytes += bytes.Length;
        return true;
    }

    /// <summary>Leaves out of a message, whose head was read, what is not to be told of it.</summary>
    public void LeaveOut(Message message)
    {
        if (Detail == Detail.Full)
        {
            return;
        }

        message.BodyLeftOut = true;
        if (Detail >= Detail.WithoutFields && !message.WithoutMemory)
        {
            KeptFields.Trim(message);
        }
    }

    /// <summary>Has the messages counted that a body is cut into.</summary>
    public void CountMessages(Message message, ContentFraming framing)
    {
        StopCounting(message);
        if (framing != ContentFraming.None && !message.WithoutMemory)
        {
            message.Tally = _tallies.Rent(framing);
            _buffers.Charge(FramedTally.AccountedBytes);
        }
    }

    /// <summary>Has the frames of a WebSocket's direction counted.</summary>
    public void CountFrames(Message message, bool isClient, bool hasExtensions)
    {
        CountMessages(message, ContentFraming.WebSocket);
        if (message.Tally is WebSocketTally tally)
        {
            (tally.IsClient, tally.HasExtensions) = (isClient, hasExtensions);
        }
    }

    private void StopCounting(Message message)
    {
        if (message.Tally is { } tally)
        {
            message.Tally = null;
            _tallies.Return(tally);
            _buffers.Charge(-FramedTally.AccountedBytes);
        }
    }

    /// <summary>
    /// Counts bytes of the body, which came when the message's last byte did, and keeps them up to the limit; says whether it was cut.
    /// </summary>
    public bool AppendBody(Message message, ReadOnlySpan<byte> bytes)
    {
        message.BodyBytes += bytes.Length;
        int before = message.BodyKept;
        bool isCut = !TryKeepBody(message, bytes);
        if (message.BodyLeftOut)
        {
            message.Anomalies |= Anomalies.BodiesLeftOut;
            isCut = false;
        }

        if (message.Tally is { } tally)
        {
            tally.Take(bytes, before, message.BodyKept - before, message.LastByteNs);
            message.Anomalies |= tally.IsFaulty ? Anomalies.FrameInvalid : Anomalies.None;
        }

        return isCut;
    }

    /// <summary>Keeps bytes of the body up to the limit; false when any were not kept.</summary>
    private bool TryKeepBody(Message message, ReadOnlySpan<byte> bytes)
    {
        if (message.BodyClosed || message.BodyLeftOut)
        {
            return false;
        }

        int take = Math.Min(bytes.Length, Math.Max(0, MaxBodyBytes - message.BodyKept));
        if (!TryReserve(message, take))
        {
            ledger[MirrorCounter.BodiesCutByMemory]++;
            take = 0;
        }

        bytes[..take].CopyTo(message.Buffer.AsSpan(message.HeadBytes + message.BodyKept));
        message.BodyKept += take;
        message.BodyClosed = take < bytes.Length;
        return !message.BodyClosed;
    }

    /// <summary>Appends raw bytes of the trailers; false when they were not kept, nor will be what follows them.</summary>
    public bool TryAppendTrailers(Message message, ReadOnlySpan<byte> bytes)
    {
        bool room = message.TrailerBytes + bytes.Length <= ChunkedBody.MaxTrailerBytes;
        if (message.GivenOut || message.WithoutMemory || message.TrailersClosed || !room || !TryReserve(message, bytes.Length))
        {
            message.TrailersClosed = true;
            return false;
        }

        bytes.CopyTo(message.Buffer.AsSpan(message.BufferedBytes));
        message.TrailerBytes += bytes.Length;
        return true;
    }

    private bool TryReserve(Message message, int more)
    {
        int used = message.BufferedBytes;
        if (used + more <= message.Buffer.Length)
        {
            return true;
        }

        byte[]? larger = _buffers.TryRent(used + more);
        while (larger is null && Reclaim is not null && Reclaim())
        {
            larger = _buffers.TryRent(used + more);
        }

        if (larger is null)
        {
            return false;
        }

        message.Buffer.AsSpan(0, used).CopyTo(larger);
        if (message.Buffer.Length > 0)
        {
            _buffers.Return(message.Buffer);
        }

        message.Buffer = larger;
        return true;
    }
}
