using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Access;

/// <summary>The metrics of who may use the web port. docs/agent.md lists them.</summary>
internal static class AccessSeries
{
    /// <summary>Writes them.</summary>
    public static void Write(MetricWriter writer, AccessLedger ledger, Sessions sessions)
    {
        writer.Counter("access.sign_ins", "{attempt}", "Attempts to sign in to the web port, and tokens that were refused.")
            .Samples(ledger.SignIns, "result");
        writer.Counter("access.refused", "{request}", "Requests to the web port that were not answered because of who asked.")
            .Samples(ledger.Refused, "reason");
        writer.Counter("access.oidc_faults", "{attempt}", "Sign-ins by the OpenID provider that failed.").Samples(ledger.OidcFaults, "reason");
        writer.Level("access.sessions", "{session}", "Sessions of the web port.").Sample(sessions.Count);
    }
}
