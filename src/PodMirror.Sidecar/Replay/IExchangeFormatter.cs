using PodMirror.Exchange;

namespace PodMirror.Sidecar.Replay;

/// <summary>Writes exchanges in one form.</summary>
public interface IExchangeFormatter
{
    /// <summary>Writes what comes before the first exchange, if anything does.</summary>
    void WriteHeading();

    /// <summary>Writes an exchange.</summary>
    void Write(in ExchangeRecord exchange);
}
