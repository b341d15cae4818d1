using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Builds exchanges of messages, counts them and gives them to the sink.</summary>
internal sealed class ExchangeEmitter(CaptureMode mode, MirrorLedger ledger, IExchangeSink sink)
{
    /// <summary>Which directions are given out.</summary>
    public CaptureMode Mode { get; set; } = mode;

    /// <summary>Builds an exchange of one or two messages, which stay the caller's; without memory for one of them, both are given up.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="ordinal">The number of the flow's next exchange.</param>
    /// <param name="request">The request, or null when it was not seen.</param>
    /// <param name="response">The response, or null when it was not seen.</param>
    /// <param name="anomalies">What is to be said of the exchange.</param>
    public void Emit(Flow flow, ref uint ordinal, Message? request, Message? response, Anomalies anomalies)
    {
        bool isDropped = request is { WithoutMemory: true } || response is { WithoutMemory: true };
        Count(request, MirrorCounter.RequestsOpen, isDropped ? MirrorCounter.RequestsDroppedMemory : MirrorCounter.RequestsExchanged);
        Count(response, MirrorCounter.ResponsesOpen, isDropped ? MirrorCounter.ResponsesDroppedMemory : MirrorCounter.ResponsesExchanged);
        if (isDropped)
        {
            return;
        }

        ledger[MirrorCounter.ExchangesBuilt]++;
        if (Mode.Wants(flow.Direction))
        {
            Send(flow, ordinal++, request, response, anomalies);
        }
        else
        {
            ledger[MirrorCounter.ExchangesFilteredMode]++;
        }
    }

    private void Send(Flow flow, uint ordinal, Message? request, Message? response, Anomalies anomalies)
    {
        ExchangeRecord record = default;
        Message first = request ?? response!;
        long end = Math.Max(request?.LastByteNs ?? long.MinValue, response?.LastByteNs ?? long.MinValue);
        record.Header = new ExchangeHeader
        {
            Direction = flow.Direction,
            Protocol = first.StartLine.Protocol,
            InterimResponses = request?.InterimResponses ?? 0,
            Stream = flow.Stream,
            Ordinal = ordinal,
            StartNs = first.FirstByteNs,
            DurationNs = Math.Max(0, end - first.FirstByteNs),
            Anomalies = anomalies | (flow.SegmentConflict ? Anomalies.SegmentConflict : Anomalies.None),
            Client = flow.EndOf(flow.Client),
            Server = flow.EndOf(flow.OtherThanClient),
        };
        if (request is not null)
        {
            record.Request = request.View();
        }

        if (response is not null)
        {
            record.Response = response.View();
        }

        sink.OnExchange(in record);
    }

    private void Count(Message? message, MirrorCounter from, MirrorCounter to)
    {
        if (message is not null)
        {
            ledger[from]--;
            ledger[to]++;
        }
    }
}
