using System.Text.Json;
using PodMirror.Injection;
using PodMirror.Sidecar.Cluster;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Check;

/// <summary>What is asked of the release: its agent, its webhook, its settings.</summary>
internal static class ReleaseChecks
{
    internal const string Category = "release";

    /// <summary>The whole of it, where nothing of it is there.</summary>
    internal static CheckLine NotInstalled(ReleaseNames release) => new(
        Category, "installed", CheckStatus.Warn, $"PodMirror is not installed: there is no Deployment {release.Namespace}/{release.Name}",
        $"helm install {release.Name} charts/podmirror --namespace {release.Namespace} --create-namespace; or name the release with --release and "
            + "--release-namespace");

    /// <summary>The whole of it, where it may not be read what there is of it.</summary>
    internal static CheckLine Unknown(Found deployment, Found webhook, ReleaseNames release)
    {
        string agent = deployment.IsAbsent ? $"there is no Deployment {release.Namespace}/{release.Name}" : deployment.Fault;
        string other = webhook.IsAbsent ? $"there is no MutatingWebhookConfiguration {release.Name}" : webhook.Fault;
        return new(
            Category, "installed", CheckStatus.Warn, $"it cannot be told whether PodMirror is installed: {agent}; {other}",
            "left out: the release, its certificate, the dry run and coverage; another release is named with --release and --release-namespace");
    }

    /// <summary>The agent's Deployment.</summary>
    internal static CheckLine Agent(Found deployment, ReleaseNames release)
    {
        const string name = "agent";
        string who = $"Deployment {release.Namespace}/{release.Name}";
        if (!deployment.IsThere)
        {
            return Missing(name, who, deployment, "the release is damaged: install it again");
        }

        JsonElement spec = Get(deployment.Body, "spec");
        int wanted = Get(spec, "replicas").ValueKind == JsonValueKind.Number ? Number(spec, "replicas") : 1;
        if (wanted == 0)
        {
            return new(
                Category, name, CheckStatus.Fail, $"{who} was scaled to 0: there is no agent",
                $"kubectl -n {release.Namespace} scale deployment {release.Name} --replicas=1");
        }

        int ready = Number(Get(deployment.Body, "status"), "readyReplicas");
        string message = $"{who}: {ready} of {ClusterChecks.Counted(wanted, "replica")} ready";
        return (ready, wanted) switch
        {
            (0, _) => new(
                Category, name, CheckStatus.Fail, message,
                $"kubectl -n {release.Namespace} get pods; its readiness says why: kubectl -n {release.Namespace} describe pods"),
            _ when ready < wanted => new(Category, name, CheckStatus.Warn, message, $"kubectl -n {release.Namespace} describe pods"),
            _ => new(Category, name, CheckStatus.Ok, message),
        };
    }

    /// <summary>The Service's endpoints, without which the API server reaches nobody.</summary>
    internal static CheckLine Endpoints(Found endpoints, ReleaseNames release)
    {
        const string name = "endpoints";
        string who = $"Service {release.Namespace}/{release.Name}";
        if (!endpoints.IsThere)
        {
            return Missing(name, who, endpoints, "the release is damaged: install it again");
        }

        int ready = Items(Get(endpoints.Body, "subsets")).Sum(subset => Items(Get(subset, "addresses")).Count());
        return ready > 0
            ? new(Category, name, CheckStatus.Ok, $"{who} leads to {ClusterChecks.Counted(ready, "ready Pod")}")
            : new(Category, name, CheckStatus.Fail, $"{who} leads to no ready Pod", $"kubectl -n {release.Namespace} describe pods");
    }

    /// <summary>The webhook's configuration.</summary>
    internal static CheckLine Webhook(Found configuration, ReleaseNames release)
    {
        const string name = "webhook";
        string who = $"MutatingWebhookConfiguration {release.Name}";
        if (!configuration.IsThere)
        {
            CheckLine missing = Missing(name, who, configuration, "the API server asks nobody about Pods: install the release again");
            return configuration.IsAbsent ? missing : missing with { Advice = "left out: its certificate and the dry run" };
        }

        var webhook = new WebhookView(configuration.Body);
        string expected = $"{release.Namespace}/{release.Name}";
        if (!webhook.HasWebhook || webhook.Target != expected)
        {
            return new(
                Category, name, CheckStatus.Fail, $"{who} leads to {(webhook.Target is { Length: > 0 } other ? other : "nobody")}, not to {expected}",
                "another release has the same name, or somebody changed it: install the release again");
        }

        return new(Category, name, CheckStatus.Ok, $"{who} asks {expected}; without an answer: {webhook.FailurePolicy}");
    }

    /// <summary>The settings, where they cannot be read.</summary>
    internal static CheckLine Settings(Found settings, string? fault, ReleaseNames release)
    {
        const string name = "settings";
        string who = $"ConfigMap {release.Namespace}/{release.Settings}";
        if (!settings.IsThere)
        {
            return Missing(name, who, settings, "the release is damaged: install it again");
        }

        return fault is null
            ? new(Category, name, CheckStatus.Ok, $"{who} can be read")
            : new(Category, name, CheckStatus.Fail, $"{who}: {fault}", "the agent does not start with it: correct it, or install the release again");
    }

    /// <summary>That sidecars send their token so that anybody on the way can read it; null when they do not.</summary>
    internal static CheckLine? OpenToken(InjectionOptions options)
    {
        bool isOpen = options.TmeCredentials.TokenSecret is not null
            && Uri.TryCreate(options.Endpoint, UriKind.Absolute, out Uri? url) && url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback;
        return isOpen
            ? new(
                Category, "token", CheckStatus.Warn,
                $"sidecars send the token of Secret {options.TmeCredentials.TokenSecret} without TLS: whoever sees the network can read it",
                $"let the endpoint of the settings, {options.Endpoint}, be one of https")
            : null;
    }

    // Not to be allowed to look is no fault of the release.
    private static CheckLine Missing(string name, string who, Found found, string advice) => found.IsAbsent
        ? new(Category, name, CheckStatus.Fail, $"{who} is not there", advice)
        : new(Category, name, CheckStatus.Warn, $"{who} cannot be read: {found.Fault}");
}
