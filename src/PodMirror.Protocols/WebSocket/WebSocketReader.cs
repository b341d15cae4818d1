using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Reads one direction of a WebSocket: its frames, as they are, become the body of a message, and are counted there.</summary>
internal sealed class WebSocketReader(WebSocketConnection connection, MessagePool pool) : DirectionReader
{
    private bool _isClient;
    private bool _hasEnded;

    /// <summary>The request or the response; null where there was none, and once it was given out: then bytes are only counted.</summary>
    public Message? Message { get; private set; }

    /// <inheritdoc/>
    /// <remarks>Never: a hole between frames belongs to the body as well, so what comes late must not be read.</remarks>
    public override bool AwaitsMessage => false;

    /// <summary>Whether a close frame has come.</summary>
    public bool HasClosed => Tally is { HasClosed: true };

    /// <summary>What there is to say of a direction that ends now: by a close frame or FIN it does so whole, unless it is inside a frame.</summary>
    public Anomalies AtEnd =>
        Message is null || HasClosed || (_hasEnded && Tally is { IsBetweenMessages: true } or { IsStopped: true }) ? Anomalies.None
        : _isClient ? Anomalies.RequestIncomplete : Anomalies.ResponseIncomplete;

    private WebSocketTally? Tally => Message?.Tally as WebSocketTally;

    private Anomalies Gap => _isClient ? Anomalies.RequestGap : Anomalies.ResponseGap;

    private Anomalies Truncated => _isClient ? Anomalies.RequestBodyTruncated : Anomalies.ResponseBodyTruncated;

    /// <summary>Begins with the first byte behind the upgrade.</summary>
    /// <param name="message">What the bytes belong to.</param>
    /// <param name="isClient">Whether this is the client's direction.</param>
    /// <param name="hasExtensions">Whether the server has agreed to extensions.</param>
    public void Begin(Message? message, bool isClient, bool hasExtensions)
    {
        (Message, _isClient, _hasEnded) = (message, isClient, false);
        if (message is not null)
        {
            pool.CountFrames(message, isClient, hasExtensions);
        }
    }

    /// <summary>Counts no frames: something of the direction is missing already.</summary>
    public void Stop() => Tally?.Stop();

    /// <summary>Gives the message away.</summary>
    public Message? Take()
    {
        Message? message = Message;
        Message = null;
        return message;
    }

    /// <inheritdoc/>
    public override void Read(ReadOnlySpan<byte> bytes, StreamPosition position)
    {
        pool.Ledger[MirrorCounter.BytesWebSocket] += bytes.Length;
        if (Message is not { } message || HasClosed || bytes.IsEmpty)
        {
            return;
        }

        message.LastByteNs = position.TimestampNs;
        bool isCut = pool.AppendBody(message, bytes);
        if (Tally is { HasClosed: true } tally)
        {
            // The bytes behind the close frame are no part of the body, however the stream is cut.
            message.BodyBytes -= tally.BytesBehindClose;
            message.BodyKept = (int)Math.Min(message.BodyKept, message.BodyBytes);
            isCut &= message.BodyKept < message.BodyBytes;
        }

        message.Anomalies |= isCut && (message.Anomalies & Gap) == 0 ? Truncated : Anomalies.None;
        if (HasClosed)
        {
            connection.OnClosed();
        }
    }

    /// <inheritdoc/>
    public override void OnGap(long bytes, uint sequence)
    {
        if (Message is { } message && !HasClosed)
        {
            message.Lose(bytes);
            message.Anomalies |= Gap;
        }
    }

    /// <inheritdoc/>
    public override void OnEnd(bool closed) => _hasEnded |= closed;
}
