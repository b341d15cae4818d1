using System.Buffers;
using System.Text.Json;
using PodMirror.Injection;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Cluster;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Check;

/// <summary>
/// Whether a Pod that is created gets the containers: one is created as a dry run, through the API server and the webhook, and nothing of it is
/// kept. Nothing else shows that the control plane reaches the agent and trusts it.
/// </summary>
/// <param name="inNamespace">Where the Pod is created.</param>
/// <param name="options">The settings; those of a release as it comes where they could not be read.</param>
/// <param name="areSettingsRead">Whether they could.</param>
/// <param name="webhook">The name of our webhook within its configuration.</param>
internal sealed class DryRunCheck(string inNamespace, InjectionOptions options, bool areSettingsRead, string webhook)
{
    private const string Name = "dry_run";

    /// <summary>
    /// How long it may take. The API server waits for a webhook that does not answer for up to 30 s, for each of them one after the other, and for a
    /// request no longer than a minute; its words are worth more than that it said none.
    /// </summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(65);

    /// <summary>The line where there is no namespace to create it in.</summary>
    /// <param name="why">Why there is none.</param>
    internal static CheckLine LeftOut(string why) =>
        new(ReleaseChecks.Category, Name, CheckStatus.Warn, $"no Pod was created (dry run): {why}", "whether Pods get the containers is not known");

    /// <summary>Where it is created.</summary>
    internal string Path => KubePath.With(KubePath.Core(inNamespace, "pods"), "dryRun", "All");

    /// <summary>
    /// The Pod that is created: one that every Pod Security level and quota lets in, and a policy about images that lets the containers in.
    /// </summary>
    internal ReadOnlyMemory<byte> Pod()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("apiVersion", "v1");
        json.WriteString("kind", "Pod");
        json.WriteStartObject("metadata");
        json.WriteString("generateName", "podmirror-check-");
        json.WriteStartObject("annotations");
        json.WriteString(options.Names.Inject, "true");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("spec");
        json.WriteStartArray("containers");
        json.WriteStartObject();
        json.WriteString("name", "check");
        json.WriteString("image", options.Image);
        json.WritePropertyName("resources");
        json.WriteRawValue("""{"requests":{"cpu":"1m","memory":"1Mi"},"limits":{"cpu":"1m","memory":"1Mi"}}""");
        json.WritePropertyName("securityContext");
        json.WriteRawValue("""
            {"runAsNonRoot":true,"runAsUser":65532,"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]},
             "seccompProfile":{"type":"RuntimeDefault"}}
            """);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    /// <summary>Judges the answer to its creation.</summary>
    internal CheckLine Judge(Found answer)
    {
        if (!answer.IsThere)
        {
            // The API server puts the name of a webhook into quotes. Somebody else's that refuses the Pod says nothing about ours.
            bool isOurs = webhook.Length > 0 && answer.Fault.Contains($"\"{webhook}\"", StringComparison.Ordinal);
            return new(
                ReleaseChecks.Category, Name, isOurs ? CheckStatus.Fail : CheckStatus.Warn,
                $"no Pod could be created in {inNamespace} (dry run): {answer.Fault}", isOurs ? "see docs/install.md, Private clusters" : null);
        }

        // The containers first: they show it whatever prefix the annotations have, which only the settings tell.
        string[] containers = [.. Lists(Get(answer.Body, "spec")).Select(container => Text(container, "name"))];
        string pod = $"a Pod created in {inNamespace} (dry run)";
        return containers.Contains(InjectionOptions.Mirror) && containers.Contains(InjectionOptions.Tme)
            ? new(ReleaseChecks.Category, Name, CheckStatus.Ok, $"{pod} gets both containers")
            : Text(Get(Get(answer.Body, "metadata"), "annotations"), options.Names.Status) is { Length: > 0 } status
            ? new(ReleaseChecks.Category, Name, CheckStatus.Ok, $"the agent was asked about {pod}: {status}")
            : Untouched(pod);
    }

    private CheckLine Untouched(string pod) => areSettingsRead
        ? new(
            ReleaseChecks.Category, Name, CheckStatus.Fail,
            $"{pod} came back untouched: the API server does not reach the agent, or does not trust it",
            "the API server's log says why; where a firewall is between control plane and nodes, see docs/install.md, Private clusters")
        : new(
            ReleaseChecks.Category, Name, CheckStatus.Warn, $"{pod} came back without the containers, and it cannot be told why",
            "without the settings nobody knows here which label and which annotation ask for them");

    private static IEnumerable<JsonElement> Lists(JsonElement spec) =>
        Items(Get(spec, "initContainers")).Concat(Items(Get(spec, "containers")));
}
