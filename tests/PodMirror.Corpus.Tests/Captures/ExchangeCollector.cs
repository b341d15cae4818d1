using PodMirror.Exchange;
using PodMirror.Protocols;

namespace PodMirror.Corpus.Tests;

/// <summary>Keeps a copy of every exchange, and counts it as given out.</summary>
internal sealed class ExchangeCollector(MirrorLedger ledger) : IExchangeSink
{
    /// <summary>What came, in the order in which it ended.</summary>
    public List<SeenExchange> Seen { get; } = [];

    /// <inheritdoc />
    public void OnExchange(in ExchangeRecord exchange)
    {
        ledger[MirrorCounter.ExchangesSent]++;
        ledger[MirrorCounter.ExchangesAcknowledged]++;
        Seen.Add(SeenExchange.Of(exchange));
    }
}
