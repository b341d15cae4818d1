using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Cluster;

/// <summary>What of a MutatingWebhookConfiguration decides whether the API server asks the agent about a Pod, and reaches it.</summary>
/// <param name="configuration">The object.</param>
internal sealed class WebhookView(JsonElement configuration)
{
    private readonly JsonElement _webhook = Items(Get(configuration, "webhooks")).FirstOrDefault();

    /// <summary>Whether it has a webhook at all.</summary>
    internal bool HasWebhook => _webhook.ValueKind == JsonValueKind.Object;

    /// <summary>What the API server calls it when it tells of it; empty when there is none.</summary>
    internal string Name => Text(_webhook, "name");

    /// <summary>The Service that is asked, as namespace/name; or the URL.</summary>
    internal string Target
    {
        get
        {
            JsonElement service = Get(Get(_webhook, "clientConfig"), "service");
            return service.ValueKind == JsonValueKind.Object
                ? $"{Text(service, "namespace")}/{Text(service, "name")}"
                : Text(Get(_webhook, "clientConfig"), "url");
        }
    }

    /// <summary>Whom the API server trusts, as PEM; empty when nobody.</summary>
    internal byte[] CaBundle =>
        Get(Get(_webhook, "clientConfig"), "caBundle") is { ValueKind: JsonValueKind.String } bundle
            && bundle.TryGetBytesFromBase64(out byte[]? bytes)
            ? bytes
            : [];

    /// <summary>What becomes of a Pod when the agent does not answer.</summary>
    internal string FailurePolicy => Text(_webhook, "failurePolicy") is { Length: > 0 } policy ? policy : "Fail";

    /// <summary>About the Pods of which namespaces it asks.</summary>
    internal LabelSelector NamespaceSelector => new(Get(_webhook, "namespaceSelector"));

    /// <summary>About which Pods it asks.</summary>
    internal LabelSelector ObjectSelector => new(Get(_webhook, "objectSelector"));

    /// <summary>The conditions that the API server looks at itself, by their names.</summary>
    internal IReadOnlyList<string> Conditions => [.. Items(Get(_webhook, "matchConditions")).Select(one => Text(one, "name"))];
}
