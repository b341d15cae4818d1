using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Sidecars;

/// <summary>The metrics of the settings for sidecars, where there are some. docs/agent.md lists them.</summary>
internal static class SidecarConfigSeries
{
    /// <summary>Writes them.</summary>
    public static void Write(MetricWriter writer, SidecarConfigFile file)
    {
        if (!file.IsUsed)
        {
            return;
        }

        const string Valid = "1 when the settings for sidecars are those of their file; 0 when it is refused and older ones hold.";
        writer.Gauge("sidecar_config.valid", "{bool}", Valid).Sample(file.IsValid);
        writer.Gauge("sidecar_config.age", "s", "How long the settings for sidecars that hold have held.").Sample(file.Age.TotalSeconds);
        writer.Counter("sidecar_config.taken", "{document}", "Documents of settings for sidecars that were taken.").Sample(file.Taken.Value);
        writer.Counter("sidecar_config.refused", "{document}", "Documents of settings for sidecars that were refused.").Sample(file.Refused.Value);
    }
}
