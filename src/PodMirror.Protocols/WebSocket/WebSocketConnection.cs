using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// What a flow is after an upgrade to WebSocket (RFC 6455): one exchange, whose bodies are the frames of the two directions. Pooled.
/// </summary>
internal sealed class WebSocketConnection : FlowConnection
{
    private readonly MessagePool _pool;
    private readonly ExchangeEmitter _emitter;
    private readonly WebSocketReader _low;
    private readonly WebSocketReader _high;
    private Flow _flow;
    private uint _ordinal;

    public WebSocketConnection(Flow flow, MessagePool pool, ExchangeEmitter emitter)
    {
        (_flow, _pool, _emitter) = (flow, pool, emitter);
        _low = new WebSocketReader(this, pool);
        _high = new WebSocketReader(this, pool);
    }

    /// <inheritdoc/>
    public override bool HoldsMemory => _low.Message is not null || _high.Message is not null;

    private WebSocketReader Client => _flow.Client == FlowSide.High ? _high : _low;

    private WebSocketReader Server => _flow.Client == FlowSide.High ? _low : _high;

    /// <summary>Begins with a flow whose upgrade was granted.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="ordinal">The number of its next exchange.</param>
    /// <param name="request">The request that asked for it, or null when it was not seen.</param>
    /// <param name="response">The response that granted it.</param>
    /// <param name="hasExtensions">Whether it agrees to extensions.</param>
    /// <param name="isClientHeard">Whether the client's next byte is known to be its first behind the request.</param>
    public void Begin(Flow flow, uint ordinal, Message? request, Message response, bool hasExtensions, bool isClientHeard)
    {
        (_flow, _ordinal) = (flow, ordinal);
        Client.Begin(request, isClient: true, hasExtensions);
        Server.Begin(response, isClient: false, hasExtensions);
        if (!isClientHeard)
        {
            Client.Stop();
        }
    }

    /// <inheritdoc/>
    public override DirectionReader ReaderOf(FlowSide side) => side == FlowSide.Low ? _low : _high;

    /// <summary>A direction has sent its close frame; with the other one's, the exchange is over (RFC 6455 section 7.1.4).</summary>
    public void OnClosed()
    {
        if ((Client.Message is null || Client.HasClosed) && (Server.Message is null || Server.HasClosed))
        {
            GiveOut(Anomalies.None);
        }
    }

    /// <inheritdoc/>
    public override void OnTime(long nowNs)
    {
        long limitNs = nowNs - (_pool.Options.MaxExchangeDuration.Ticks * 100);
        if ((Client.Message ?? Server.Message)?.FirstByteNs < limitNs)
        {
            GiveOut(Anomalies.TimeLimit);
        }
    }

    /// <inheritdoc/>
    public override void Finish(Anomalies why) => GiveOut(why | Client.AtEnd | Server.AtEnd);

    /// <summary>Gives out the exchange, once: what still comes is only counted.</summary>
    private void GiveOut(Anomalies why)
    {
        Message? request = Client.Take();
        Message? response = Server.Take();
        if (response is null)
        {
            return;
        }

        Anomalies ofRequest = request?.Anomalies ?? Anomalies.RequestMissing;
        _emitter.Emit(_flow, ref _ordinal, request, response, ofRequest | response.Anomalies | why);
        if (request is not null)
        {
            _pool.Return(request);
        }

        _pool.Return(response);
    }
}
