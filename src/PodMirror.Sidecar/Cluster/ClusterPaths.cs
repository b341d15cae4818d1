namespace PodMirror.Sidecar.Cluster;

/// <summary>Where objects are that several commands read.</summary>
internal static class ClusterPaths
{
    /// <summary>The webhook's configuration of a release.</summary>
    internal static string Webhook(ReleaseNames release) =>
        $"/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/{Uri.EscapeDataString(release.Name)}";

    /// <summary>The agent's Deployment of a release.</summary>
    internal static string Agent(ReleaseNames release) =>
        $"/apis/apps/v1/namespaces/{Uri.EscapeDataString(release.Namespace)}/deployments/{Uri.EscapeDataString(release.Name)}";

    /// <summary>The agent's web port behind the API server's proxy of Services, without a slash at the end.</summary>
    internal static string AgentWeb(ReleaseNames release) =>
        $"/api/v1/namespaces/{Uri.EscapeDataString(release.Namespace)}/services/{Uri.EscapeDataString(release.Name)}:web/proxy";
}
