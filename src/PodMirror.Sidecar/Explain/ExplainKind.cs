using PodMirror.Injection;

namespace PodMirror.Sidecar.Explain;

/// <summary>A kind of object that can be explained.</summary>
/// <param name="Workload">The kind.</param>
/// <param name="Groups">The paths of the groups and versions that have it, the newest first.</param>
/// <param name="Resource">The word of its collection.</param>
/// <param name="Abbreviation">What kubectl also takes for it.</param>
internal sealed record ExplainKind(WorkloadKind Workload, IReadOnlyList<string> Groups, string Resource, string Abbreviation)
{
    /// <summary>Whether <c>kubectl rollout restart</c> makes its Pods again.</summary>
    internal bool CanRestart => Workload.Name is "Deployment" or "StatefulSet" or "DaemonSet";

    /// <summary>Whether a word is one for it, with or without the group, as in <c>deployment.apps</c> and <c>deployments.v1.apps</c>.</summary>
    internal bool IsCalled(string word)
    {
        string[] parts = word.Split('.', 2);
        return new[] { Resource, Abbreviation, Workload.Name }.Contains(parts[0], StringComparer.OrdinalIgnoreCase)
            && (parts.Length == 1 || Groups.Any(group => IsGroup(group, parts[1])));
    }

    // The path of a group is /apis/GROUP/VERSION, but for that of the core, which has no name.
    private static bool IsGroup(string path, string word) => path.Split('/') is [_, "apis", string group, string version]
        && (word.Equals(group, StringComparison.OrdinalIgnoreCase) || word.Equals($"{version}.{group}", StringComparison.OrdinalIgnoreCase));

    /// <summary>The paths of an object, of which the first that exists is it.</summary>
    internal IEnumerable<string> Paths(string inNamespace, string name) => Groups.Select(
        group => $"{group}/namespaces/{Uri.EscapeDataString(inNamespace)}/{Resource}/{Uri.EscapeDataString(name)}");
}
