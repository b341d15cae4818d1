using System.Text.Json;
using PodMirror.Sidecar.Cluster;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Check;

/// <summary>What the agent's own probes say of the way from its receiver to its page (docs/probe.md): the last one, as it reports it.</summary>
internal static class ProbeCheck
{
    private const string Found = "found";

    /// <summary>Judges the member <c>probe</c> of the report. Without a prober, and before its first probe, there is no line.</summary>
    /// <param name="probe">The member.</param>
    /// <param name="release">Where the release is.</param>
    internal static IEnumerable<CheckLine> Judge(JsonElement probe, ReleaseNames release)
    {
        string outcome = Text(probe, "last_outcome");
        if (outcome.Length == 0)
        {
            yield break;
        }

        if (Get(probe, "trouble").ValueKind != JsonValueKind.String)
        {
            yield return new(
                PipelineCheck.Category, "probe", CheckStatus.Ok,
                outcome == Found ? "the agent's last probe was read back as it was sent" : "the agent's last probe was accepted; nothing is stored");
            yield break;
        }

        string since = Text(probe, "last_success") is { Length: > 0 } time ? $"the last that succeeded was at {time}" : "none has succeeded yet";
        yield return new(
            PipelineCheck.Category, "probe", outcome == "late" ? CheckStatus.Warn : CheckStatus.Fail,
            $"the agent's last probe failed, {outcome}: {Text(probe, "trouble")}; {since}", Advice(outcome, release));
    }

    private static string Advice(string outcome, ReleaseNames release)
    {
        string log = $"kubectl -n {release.Namespace} logs deployment/{release.Name}";
        return outcome switch
        {
            "refused" => "senders are refused too: look for room on the agent's volume and at queueMaxBytes; with 401 at the tokens of the receiver",
            "unreachable" => $"senders do not get in either: look whether the agent has the processor it needs, and at its log: {log}",
            "unreadable" => $"what is stored cannot be read: look at the agent's log: {log}",
            "late" or "missing" => "the store does not keep up: look at what waits for it, at the volume's speed, and at the agent's processor",
            _ => $"what is shown is not what was received; please report it, with the agent's log: {log}",
        };
    }
}
