using PodMirror.Exchange;

namespace PodMirror.Sidecar.Tme;

/// <summary>What mirrors are to capture, as the record that each of them gets: when it connects, and whenever it changes. From any thread.</summary>
internal sealed class SettingsOffer
{
    private volatile byte[]? _record;

    /// <summary>The record, another object for each change; null while nothing is known, which leaves mirrors as they are.</summary>
    internal byte[]? Record => _record;

    /// <summary>Offers others from now on.</summary>
    internal void Set(CaptureSettings settings) => _record = CaptureSettingsRecord.Write(settings);
}
