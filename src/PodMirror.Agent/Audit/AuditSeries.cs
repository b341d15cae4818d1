using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Audit;

/// <summary>The metrics of the audit. docs/agent.md lists them.</summary>
internal static class AuditSeries
{
    /// <summary>Writes them.</summary>
    public static void Write(MetricWriter writer, AuditLog audit)
    {
        writer.Counter("audit.entries", "{entry}", "Changes and sign-ins that were written into the audit.").Sample(audit.Recorded.Value);
        writer.Counter("audit.failed", "{entry}", "Changes and sign-ins that could not be written into the audit; the log has them.")
            .Sample(audit.Failed.Value);
    }
}
