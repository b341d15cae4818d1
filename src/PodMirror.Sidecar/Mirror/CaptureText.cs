using PodMirror.Capture;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Mirror;

/// <summary>What is captured, for people.</summary>
internal static class CaptureText
{
    /// <summary>Direction, place, ports and exclusions.</summary>
    internal static string Of(CaptureMode mode, string? place, FilterRules rules)
    {
        string ports = rules.Ports.Count == 0 ? "every port" : "ports " + string.Join(", ", rules.Ports);
        string excluded = rules.ExcludedPorts.Count == 0 ? "" : " but " + string.Join(", ", rules.ExcludedPorts);
        string exclusions = rules.Exclusions.Count == 0 ? "" : ", but calls to " + string.Join(", ", rules.Exclusions);
        return $"{mode.Word().Replace('_', ' ')}, {place ?? "all interfaces"}, {ports}{excluded}{exclusions}";
    }
}
