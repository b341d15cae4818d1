using System.Buffers;
using System.Text.Json;
using PodMirror.Injection;
using PodMirror.Sidecar.Cluster;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Check;

/// <summary>
/// Whether a Pod that is created gets the containers: one is created as a dry run, through the API server and the webhook, and nothing of it is
/// kept. Nothing else shows that the control plane reaches the agent and trusts it.
/// </summary>
internal static class DryRunCheck
{
    private const string Name = "dry_run";

    /// <summary>The Pod that is created: one that every Pod Security level, quota and limit range lets in.</summary>
    internal static ReadOnlyMemory<byte> Pod(InjectionNames names)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("apiVersion", "v1");
        json.WriteString("kind", "Pod");
        json.WriteStartObject("metadata");
        json.WriteString("generateName", "podmirror-check-");
        json.WriteStartObject("annotations");
        json.WriteString(names.Inject, "true");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WritePropertyName("spec");
        json.WriteRawValue("""
            {"containers":[{"name":"check","image":"podmirror-check",
             "resources":{"requests":{"cpu":"1m","memory":"1Mi"},"limits":{"cpu":"1m","memory":"1Mi"}},
             "securityContext":{"runAsNonRoot":true,"runAsUser":65532,"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]},
             "seccompProfile":{"type":"RuntimeDefault"}}}]}
            """);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    /// <summary>Judges the answer to its creation.</summary>
    internal static CheckLine Judge(Found answer, string inNamespace, InjectionNames names)
    {
        if (!answer.IsThere)
        {
            bool isWebhook = answer.Fault.Contains("webhook", StringComparison.OrdinalIgnoreCase);
            return new(
                ReleaseChecks.Category, Name, isWebhook ? CheckStatus.Fail : CheckStatus.Warn,
                $"no Pod could be created in {inNamespace} (dry run): {answer.Fault}", isWebhook ? "see docs/install.md, Private clusters" : null);
        }

        string status = Text(Get(Get(answer.Body, "metadata"), "annotations"), names.Status);
        if (status.Length == 0)
        {
            return new(
                ReleaseChecks.Category, Name, CheckStatus.Fail,
                $"a Pod created in {inNamespace} (dry run) came back untouched: the API server does not reach the agent, or does not trust it",
                "the API server's log says why; where a firewall is between control plane and nodes, see docs/install.md, Private clusters");
        }

        string[] containers = [.. Lists(Get(answer.Body, "spec")).Select(container => Text(container, "name"))];
        bool isInjected = containers.Contains(InjectionOptions.Mirror) && containers.Contains(InjectionOptions.Tme);
        return isInjected
            ? new(ReleaseChecks.Category, Name, CheckStatus.Ok, $"a Pod created in {inNamespace} (dry run) gets both containers")
            : new(ReleaseChecks.Category, Name, CheckStatus.Ok, $"the agent was asked about a Pod created in {inNamespace} (dry run): {status}");
    }

    private static IEnumerable<JsonElement> Lists(JsonElement spec) =>
        Items(Get(spec, "initContainers")).Concat(Items(Get(spec, "containers")));
}
