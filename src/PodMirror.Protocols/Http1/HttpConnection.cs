using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// What HTTP is on one flow: two readers, and the pairing of what they read (HttpConnection.Pairing.cs). Pooled.
/// </summary>
internal sealed partial class HttpConnection
{
    /// <summary>Bytes in which nothing was recognised before a flow is no longer looked at: room for a SOCKS or PROXY prelude and more.</summary>
    private const long MaxUnrecognisedBytes = 1024 * 1024;

    private readonly MessagePool _pool;
    private readonly MirrorLedger _ledger;
    private readonly IExchangeSink _sink;
    private readonly MessageReader _low;
    private readonly MessageReader _high;
    private Flow _flow;
    private bool _tunnel;

    public HttpConnection(Flow flow, MessagePool pool, IExchangeSink sink)
    {
        _flow = flow;
        _pool = pool;
        _ledger = pool.Ledger;
        _sink = sink;
        _low = new MessageReader(this, pool, FlowSide.Low);
        _high = new MessageReader(this, pool, FlowSide.High);
    }

    /// <summary>Whether a message was read from either direction.</summary>
    public bool HasHttp => _low.HasReadMessages || _high.HasReadMessages;

    /// <summary>Whether a CONNECT was granted and nothing is known yet of what goes through.</summary>
    public bool InTunnel => _tunnel;

    /// <summary>Whether other protocols may be found: before any HTTP, and inside a tunnel.</summary>
    public bool MayBecomeOpaque => _tunnel || !HasHttp;

    public bool IsOpaque => _flow.Opaque != OpaqueKind.None;

    /// <summary>Whether messages are held, under way or waiting.</summary>
    public bool HoldsMemory => _waiting.First is not null || _low.HoldsMessage || _high.HoldsMessage;

    /// <summary>Begins with a flow.</summary>
    /// <param name="flow">The flow; its halves say whether their SYN was seen.</param>
    public void Begin(Flow flow)
    {
        _flow = flow;
        _tunnel = false;
        _low.Begin(flow.LowHalf.SynSeen);
        _high.Begin(flow.HighHalf.SynSeen);
        BeginPairing();
    }

    public MessageReader ReaderOf(FlowSide side) => side == FlowSide.Low ? _low : _high;

    /// <summary>One direction has told its role, so the other has the other one; who sends requests is the client.</summary>
    public void OnRoleKnown(MessageReader reader)
    {
        MessageReader other = ReferenceEquals(reader, _low) ? _high : _low;
        if (other.Role == ReaderRole.Unknown)
        {
            other.Role = reader.Role == ReaderRole.Requests ? ReaderRole.Responses : ReaderRole.Requests;
        }

        _flow.Client = reader.Role == ReaderRole.Requests ? reader.Side : other.Side;
        _tunnel = false;
    }

    /// <summary>The flow turns out to carry something that is not read; its bytes are only counted from now on.</summary>
    /// <returns>The bytes given, which are counted.</returns>
    public int BecomeOpaque(OpaqueKind kind, int bytes)
    {
        _flow.Opaque = kind;
        switch (kind)
        {
            case OpaqueKind.Tls:
                _ledger[MirrorCounter.FlowsTls]++;
                break;
            case OpaqueKind.Http2:
                _ledger[MirrorCounter.FlowsHttp2]++;
                break;
            case OpaqueKind.Unknown:
                _ledger[MirrorCounter.FlowsUnknown]++;
                break;
        }

        CountOpaque(bytes);
        return bytes;
    }

    /// <summary>Counts bytes of a flow that is not read.</summary>
    public void CountOpaque(int bytes) => _ledger[OpaqueCounter.Of(_flow.Opaque)] += bytes;

    /// <summary>Counts bytes in which nothing was recognised; past a limit the flow is no longer looked at.</summary>
    public void CountUnrecognised(int bytes)
    {
        _ledger[MirrorCounter.BytesOpaqueUnknown] += bytes;
        _flow.UnrecognisedBytes += bytes;
        if (_flow.UnrecognisedBytes > MaxUnrecognisedBytes)
        {
            BecomeOpaque(OpaqueKind.Unknown, 0);
        }
    }

    /// <summary>Whether a response ends HTTP on this flow: 101, or a 2xx to CONNECT.</summary>
    public static bool EndsHttp(Message response) =>
        response.StartLine.Status == 101 || (response.IsConnect && response.StartLine.Status is >= 200 and < 300);

    /// <summary>HTTP has ended: after 101 the flow speaks what was agreed; a tunnel may carry anything, HTTP too.</summary>
    public void OnHttpEnded(int status, OpaqueKind agreed)
    {
        if (status == 101)
        {
            BecomeOpaque(agreed, 0);
            return;
        }

        _tunnel = true;
        _low.BeginTunnel();
        _high.BeginTunnel();
    }

    /// <summary>
    /// The flow is over: what was under way is given out as it is. The client's direction ends first, so that requests are complete.
    /// </summary>
    /// <param name="why">What to say of exchanges that had not ended.</param>
    public void Finish(Anomalies why)
    {
        MessageReader client = _flow.Client == FlowSide.High ? _high : _low;
        MessageReader server = ReferenceEquals(client, _high) ? _low : _high;
        _closing = why;
        client.OnEnd(closed: false);
        server.OnEnd(closed: false);
        GiveUpAll();
        if (!HasHttp && _flow.UnrecognisedBytes > 0 && _flow.Opaque == OpaqueKind.None)
        {
            _ledger[MirrorCounter.FlowsUnknown]++;
        }
    }
}
