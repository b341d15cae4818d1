using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Where finished exchanges go: the socket to tme, or replay's output.</summary>
public interface IExchangeSink
{
    /// <summary>
    /// Takes an exchange, which is valid only during the call. Must not block, and counts what it does with it
    /// (<see cref="MirrorCounter.ExchangesSent"/> or one of the reasons).
    /// </summary>
    void OnExchange(in ExchangeRecord exchange);
}
