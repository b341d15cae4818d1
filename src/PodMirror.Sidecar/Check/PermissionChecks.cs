using System.Text.Json;
using PodMirror.Sidecar.Cluster;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Check;

/// <summary>What the user may do.</summary>
internal static class PermissionChecks
{
    private const string Category = "permissions";

    /// <summary>Whether the user may install a release, by the answers to the questions.</summary>
    internal static CheckLine Install(IReadOnlyList<(Permission Permission, Found Answer)> answers) => Judge(
        "install", answers, "you may install, upgrade and remove a release", "an administrator of the cluster has to install PodMirror");

    /// <summary>Whether the user may let namespaces take part.</summary>
    internal static CheckLine Use(IReadOnlyList<(Permission Permission, Found Answer)> answers) => Judge(
        "use", answers, "you may label namespaces", "who owns a namespace has to ask an administrator for its label");

    private static CheckLine Judge(string name, IReadOnlyList<(Permission Permission, Found Answer)> answers, string fine, string advice)
    {
        if (answers.FirstOrDefault(one => !one.Answer.IsThere).Answer is { } unknown)
        {
            return new(Category, name, CheckStatus.Warn, $"it cannot be learnt what you may do: {unknown.Fault}");
        }

        string[] refused =
        [
            .. answers.Where(one => !IsAllowed(one.Answer)).GroupBy(one => one.Permission.Kind, one => one.Permission.Verb)
                .Select(verbs => $"{string.Join('/', verbs)} {verbs.Key}"),
        ];
        return refused.Length == 0
            ? new(Category, name, CheckStatus.Ok, fine)
            : new(Category, name, CheckStatus.Warn, "you may not " + string.Join(", ", refused), advice);
    }

    private static bool IsAllowed(Found answer) => Get(Get(answer.Body, "status"), "allowed").ValueKind == JsonValueKind.True;
}
