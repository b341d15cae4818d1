using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// What HTTP is on one flow: two readers, and the pairing of what they read (HttpConnection.Pairing.cs). Pooled.
/// </summary>
internal sealed partial class HttpConnection : FlowConnection
{
    /// <summary>Bytes in which nothing was recognised before a flow is no longer looked at: room for a SOCKS or PROXY prelude and more.</summary>
    private const long MaxUnrecognisedBytes = 1024 * 1024;

    private readonly MessagePool _pool;
    private readonly MirrorLedger _ledger;
    private readonly ExchangeEmitter _emitter;
    private readonly ConnectionPool _connections;
    private readonly MessageReader _low;
    private readonly MessageReader _high;
    private Flow _flow;
    private bool _tunnel;

    public HttpConnection(Flow flow, MessagePool pool, ExchangeEmitter emitter, ConnectionPool connections)
    {
        _connections = connections;
        _flow = flow;
        _pool = pool;
        _ledger = pool.Ledger;
        _emitter = emitter;
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

    /// <inheritdoc/>
    public override bool HoldsMemory => _waiting.First is not null || _low.HoldsMessage || _high.HoldsMessage;

    /// <summary>What reads the flow from here on, once it speaks another version; else null.</summary>
    public FlowConnection? Successor { get; private set; }

    /// <summary>Begins with a flow.</summary>
    /// <param name="flow">The flow; its halves say whether their SYN was seen.</param>
    public void Begin(Flow flow)
    {
        _flow = flow;
        _tunnel = false;
        Successor = null;
        _low.Begin(flow.LowHalf.SynSeen);
        _high.Begin(flow.HighHalf.SynSeen);
        BeginPairing();
    }

    /// <inheritdoc/>
    public override DirectionReader ReaderOf(FlowSide side) => side == FlowSide.Low ? _low : _high;

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
            case OpaqueKind.Unknown:
                _ledger[MirrorCounter.FlowsUnknown]++;
                break;
        }

        CountOpaque(bytes);
        return bytes;
    }

    /// <summary>The flow speaks HTTP/2 from here on.</summary>
    /// <param name="found">The direction that told.</param>
    /// <param name="hasPreface">Whether it did by the client's preface.</param>
    /// <param name="passedBytes">Bytes of the preface that were read already.</param>
    public void BecomeHttp2(MessageReader found, bool hasPreface, int passedBytes)
    {
        if (hasPreface)
        {
            found.Role = ReaderRole.Requests;
            OnRoleKnown(found);
        }

        EndReading();
        MessageReader other = ReferenceEquals(found, _low) ? _high : _low;
        bool isOtherHeard = other.IsAtBeginning;
        bool isFoundHeard = hasPreface || found.IsAtBeginning;
        Http2Connection next = ToHttp2();
        Start(next.FramesOf(found.Side), isFoundHeard, hasPreface ? FrameReader.PrefaceBytes - passedBytes : 0);
        Start(next.FramesOf(other.Side), isOtherHeard, _flow.Client == other.Side ? FrameReader.PrefaceBytes : 0);
    }

    /// <summary>An upgrade to HTTP/2 was granted: both sides speak it from here on, the client with its preface (RFC 7540 section 3.2).</summary>
    public void UpgradeToHttp2()
    {
        Message? request = TakeUpgraded();
        EndReading();
        Http2Connection next = ToHttp2();
        Start(next.FramesOf(FlowSide.Low), isHeard: true, _flow.Client == FlowSide.Low ? FrameReader.PrefaceBytes : 0);
        Start(next.FramesOf(FlowSide.High), isHeard: true, _flow.Client == FlowSide.High ? FrameReader.PrefaceBytes : 0);
        if (request is not null)
        {
            next.BeginUpgraded(request);
        }
    }

    private Http2Connection ToHttp2()
    {
        _ledger[MirrorCounter.FlowsHttp2]++;
        _low.Begin(inStep: false);
        _high.Begin(inStep: false);
        Http2Connection next = _connections.Replace(_flow, this);
        Successor = next;
        return next;
    }

    private static void Start(FrameReader reader, bool isHeard, int prefaceBytes)
    {
        if (isHeard)
        {
            reader.Begin(prefaceBytes);
        }
        else
        {
            reader.Join();
        }
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
    public void OnHttpEnded(int status)
    {
        if (status == 101)
        {
            BecomeOpaque(OpaqueKind.Upgraded, 0);
            return;
        }

        _tunnel = true;
        _low.BeginTunnel();
        _high.BeginTunnel();
    }

    /// <inheritdoc/>
    public override void Finish(Anomalies why)
    {
        _closing = why;
        EndReading();
        if (!HasHttp && _flow.UnrecognisedBytes > 0 && _flow.Opaque == OpaqueKind.None)
        {
            _ledger[MirrorCounter.FlowsUnknown]++;
        }
    }

    /// <summary>Gives out all that was begun. The client's direction ends first, so that requests are complete.</summary>
    private void EndReading()
    {
        MessageReader client = _flow.Client == FlowSide.High ? _high : _low;
        MessageReader server = ReferenceEquals(client, _high) ? _low : _high;
        client.OnEnd(closed: false);
        server.OnEnd(closed: false);
        GiveUpAll();
    }
}
