using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>What HTTP/2 is on one flow (RFC 9113): two readers of frames, and the streams that they make. Pooled.</summary>
internal sealed partial class Http2Connection : FlowConnection
{
    /// <summary>How long a response is waited for that was under way when the client reset its stream: the longest round trip there is.</summary>
    private const long ResetGraceNs = 1_000_000_000;

    private readonly MessagePool _pool;
    private readonly ExchangeEmitter _emitter;
    private readonly HeadBuilder _head;
    private readonly StreamIndex _index;
    private readonly StreamTable _streams;
    private readonly Stack<Http2Stream> _free;
    private readonly FrameReader _low;
    private readonly FrameReader _high;
    private Flow _flow;
    private uint _ordinal;

    public Http2Connection(Flow flow, MessagePool pool, ExchangeEmitter emitter, Http2Parts parts)
    {
        (_flow, _pool, _emitter, _head, _free, _index) = (flow, pool, emitter, parts.Head, parts.Streams, parts.Index);
        _streams = new StreamTable(_index);
        _low = new FrameReader(this, pool, parts.Scratch, FlowSide.Low);
        _high = new FrameReader(this, pool, parts.Scratch, FlowSide.High);
        HasStream = _streams.Contains;
    }

    /// <summary>Whether a stream is open.</summary>
    public Func<uint, bool> HasStream { get; }

    /// <inheritdoc/>
    public override bool HoldsMemory => true;

    /// <summary>Begins with a flow; its readers are to be told where they stand.</summary>
    public void Begin(Flow flow)
    {
        _flow = flow;
        _ordinal = 0;
        _newestRequest = 0;
        _streams.Begin(flow.Stream);
    }

    /// <inheritdoc/>
    public override DirectionReader ReaderOf(FlowSide side) => FramesOf(side);

    public FrameReader FramesOf(FlowSide side) => side == FlowSide.Low ? _low : _high;

    /// <summary>Whether a reader's direction is the client's, as far as that is known.</summary>
    public bool IsClient(FrameReader reader) => _flow.Client == reader.Side;

    /// <summary>The request with which the connection was upgraded: the response comes on the first stream (RFC 7540 section 3.2).</summary>
    public void BeginUpgraded(Message request)
    {
        Http2Stream stream = Open(1);
        (stream.Request, stream.RequestEnded) = (request, true);
    }

    /// <inheritdoc/>
    public override void OnTime(long nowNs)
    {
        long limitNs = nowNs - (_pool.Options.MaxExchangeDuration.Ticks * 100);
        Http2Stream? next;
        for (Http2Stream? stream = _streams.Oldest; stream is not null; stream = next)
        {
            next = stream.Newer;
            if (stream.ResetNs < nowNs - ResetGraceNs)
            {
                GiveOut(stream, Unfinished(stream));
                Close(stream);
            }
            else if (stream.FirstByteNs < limitNs)
            {
                GiveOut(stream, Anomalies.TimeLimit);
            }
        }
    }

    /// <inheritdoc/>
    public override void Finish(Anomalies why)
    {
        while (_streams.Oldest is { } stream)
        {
            GiveOut(stream, why | Unfinished(stream));
            Close(stream);
        }

        _low.Release();
        _high.Release();
    }
}
