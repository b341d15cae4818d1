using System.Text.Json.Nodes;
using PodMirror.Injection;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.Explain;

/// <summary>Whether the API server asks the agent about a Pod at all.</summary>
internal static class WebhookReasons
{
    private const string Topic = "webhook";

    private static readonly Dictionary<string, string> NoLabels = [];

    /// <summary>The line of the webhook.</summary>
    internal static ExplainLine Of(ExplainFacts facts)
    {
        string who = $"MutatingWebhookConfiguration {facts.Release.Name}";
        if (!facts.Webhook.IsThere)
        {
            return facts.Webhook.IsAbsent
                ? new(Topic, false, $"{who} is not there: the API server asks nobody")
                : new(Topic, null, $"{who} cannot be read: {facts.Webhook.Fault}");
        }

        var webhook = new WebhookView(facts.Webhook.Body);
        if (WhyNot(webhook, facts) is { } reason)
        {
            return new(Topic, false, $"{who} {reason}");
        }

        return facts.Facts is null && webhook.NamespaceSelector.Unmet(NoLabels) is { } wanted
            ? new(Topic, null, $"{who} asks {webhook.Target} about Pods of namespaces with {wanted}")
            : new(Topic, true, $"{who} asks {webhook.Target} about Pods of this namespace");
    }

    private static string? WhyNot(WebhookView webhook, ExplainFacts facts)
    {
        if (!webhook.HasWebhook)
        {
            return "has no webhook: the API server asks nobody";
        }

        if (webhook.CaBundle.Length == 0)
        {
            return "has no caBundle: the API server does not trust the agent";
        }

        if (facts.Facts is { } known && webhook.NamespaceSelector.Unmet(known.Labels) is { } ofNamespace)
        {
            return $"does not ask about this namespace: it wants {ofNamespace}";
        }

        return webhook.ObjectSelector.Unmet(LabelsOf(facts.Workload)) is { } ofPod ? $"does not ask about this Pod: it wants {ofPod}" : null;
    }

    private static Dictionary<string, string> LabelsOf(Workload workload) =>
        ((workload.Pod?["metadata"] as JsonObject)?["labels"] as JsonObject ?? []).ToDictionary(label => label.Key, label => $"{label.Value}");
}
