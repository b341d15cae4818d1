using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// One message while it is read and while it waits for its counterpart. Pooled. The buffer holds the head, then what is kept
/// of the body, then the trailers, without gaps.
/// </summary>
internal sealed class Message
{
    public byte[] Buffer = [];
    public int HeadBytes;
    public int BodyKept;
    public int TrailerBytes;

    public StartLine StartLine;

    /// <summary>Where the authority is in the buffer, of HTTP/2, which tells it apart.</summary>
    public int AuthorityStart;

    public int AuthorityBytes;

    /// <summary>Bytes of the protocol that a request asks for in its stream, of HTTP/2; they stand behind the authority.</summary>
    public int ProtocolBytes;

    /// <summary>Where the field lines begin in the buffer; they go to the head's end.</summary>
    public int FieldsStart;

    public long BodyBytes;
    public long FirstByteNs;
    public long LastByteNs;
    public Anomalies Anomalies;

    /// <summary>The sequence number of the first byte.</summary>
    public uint StartSequence;

    /// <summary>What the sender had received of the other side when it sent the first byte.</summary>
    public uint AckAtStart;

    public bool HasAck;

    /// <summary>A HEAD request, or a response to one, which has no body (RFC 9110 section 9.3.2).</summary>
    public bool IsHead;

    /// <summary>A CONNECT request, or a response to one: a 2xx begins a tunnel (RFC 9110 section 9.3.6).</summary>
    public bool IsConnect;

    /// <summary>Read to its end, whole or not.</summary>
    public bool Complete;

    /// <summary>Given out already, at the time limit; what still comes of it is only passed over.</summary>
    public bool GivenOut;

    /// <summary>No counterpart will come: a request is given out alone when it is complete.</summary>
    public bool Unpaired;

    /// <summary>Stands in the queue for requests that the capture lost.</summary>
    public bool IsLostMarker;

    /// <summary>Of a mark for lost requests: the loss began where a request was to begin, and no response has come for it.</summary>
    public bool IsLostUnanswered;

    /// <summary>No more of the body is kept.</summary>
    public bool BodyClosed;

    /// <summary>No byte of the body is kept, since a budget is used up.</summary>
    public bool BodyLeftOut;

    /// <summary>What counts the messages that the body is cut into; null where it is not.</summary>
    public FramedTally? Tally;

    /// <summary>No more of the trailers is kept.</summary>
    public bool TrailersClosed;

    /// <summary>No memory could be had; the message is read for its framing only, and is given up.</summary>
    public bool WithoutMemory;

    /// <summary>A request's response, a response's request.</summary>
    public Message? Counterpart;

    public Message? NextInQueue;
    public ushort InterimResponses;

    public int BufferedBytes => HeadBytes + BodyKept + TrailerBytes;

    public ReadOnlySpan<byte> Head => Buffer.AsSpan(0, HeadBytes);

    public ReadOnlySpan<byte> Method => Buffer.AsSpan(0, StartLine.MethodBytes);

    /// <summary>The protocol that a request asks for in its stream (RFC 8441).</summary>
    public ReadOnlySpan<byte> Protocol => Buffer.AsSpan(AuthorityStart + AuthorityBytes, ProtocolBytes);

    /// <summary>Makes it as new, without a buffer.</summary>
    public void Reset()
    {
        Buffer = [];
        HeadBytes = BodyKept = TrailerBytes = FieldsStart = AuthorityStart = AuthorityBytes = ProtocolBytes = 0;
        StartLine = default;
        BodyBytes = FirstByteNs = LastByteNs = 0;
        Anomalies = Anomalies.None;
        StartSequence = AckAtStart = 0;
        HasAck = IsHead = IsConnect = Complete = GivenOut = Unpaired = IsLostMarker = IsLostUnanswered = BodyClosed = WithoutMemory = false;
        TrailersClosed = BodyLeftOut = false;
        Counterpart = NextInQueue = null;
        InterimResponses = 0;
    }

    /// <summary>Bytes of the body were lost; what comes behind them is not kept, as it would not be where it belongs.</summary>
    public void Lose(long bytes)
    {
        BodyBytes += bytes;
        BodyClosed = true;
        Tally?.Lose(bytes);
    }

    /// <summary>Bytes of the body may have been lost, nobody knows how many.</summary>
    public void LoseRest()
    {
        BodyClosed = true;
        Tally?.Stop();
    }

    /// <summary>The message as an exchange holds it; valid while the buffer is.</summary>
    public MessageView View()
    {
        var view = new MessageView
        {
            IsPresent = true,
            Status = StartLine.Status,
            Method = Method,
            Target = Buffer.AsSpan(StartLine.TargetStart, StartLine.TargetBytes),
            Authority = Buffer.AsSpan(AuthorityStart, AuthorityBytes),
            Fields = Buffer.AsSpan(FieldsStart, HeadBytes - FieldsStart),
            Body = Buffer.AsSpan(HeadBytes, BodyKept),
            Trailers = Buffer.AsSpan(HeadBytes + BodyKept, TrailerBytes),
            Protocol = Protocol,
            BodyBytes = BodyBytes,
            FirstByteNs = FirstByteNs,
            LastByteNs = LastByteNs,
        };
        if (Tally is { } tally)
        {
            view.Framed = tally.Content;
            view.Marks = tally.Marks;
        }

        return view;
    }
}
