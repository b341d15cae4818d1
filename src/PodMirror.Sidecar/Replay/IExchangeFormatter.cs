using PodMirror.Exchange;

namespace PodMirror.Sidecar.Replay;

/// <summary>Writes exchanges in one form.</summary>
public interface IExchangeFormatter
{
    /// <summary>Writes an exchange; false when it is too large for the form, and nothing was written.</summary>
    bool TryWrite(in ExchangeRecord exchange);
}
