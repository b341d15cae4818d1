using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>The upgrade to WebSocket.</summary>
internal sealed partial class HttpConnection
{
    /// <summary>Whether an upgrade that a response grants can be followed: what asked for it has ended, or was not seen.</summary>
    public static bool MayUpgrade(Message response) => response.Counterpart is null or { Complete: true };

    /// <summary>An upgrade to WebSocket was granted: the exchange stays open, and both sides speak in frames from here on.</summary>
    /// <param name="response">What granted it.</param>
    /// <param name="hasExtensions">Whether it agrees to extensions.</param>
    public void UpgradeToWebSocket(Message response, bool hasExtensions)
    {
        MessageReader client = _flow.Client == FlowSide.High ? _high : _low;
        bool isClientHeard = client.IsAtBeginning;
        Message? request = response.Counterpart;
        EndReading();
        _ledger[MirrorCounter.FlowsWebSocket]++;
        _low.Begin(inStep: false);
        _high.Begin(inStep: false);
        WebSocketConnection next = _connections.RentWebSocket(_flow);
        next.Begin(_flow, _ordinal, request, response, hasExtensions, isClientHeard);
        Successor = next;
        _connections.Replace(_flow, this, next);
    }
}
