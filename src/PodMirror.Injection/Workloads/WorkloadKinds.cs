namespace PodMirror.Injection;

/// <summary>The kinds of Kubernetes itself that are Pods or make them. A kind of the same name in another group is another kind.</summary>
public static class WorkloadKinds
{
    private const string ListKind = "List";

    private static readonly string[] Core = [""];
    private static readonly string[] Apps = ["apps", "extensions"];
    private static readonly string[] Batch = ["batch"];
    private static readonly string[] SpecTemplate = ["spec", "template"];

    /// <summary>The members that lead to the containers of most workloads, those of other people's kinds included.</summary>
    public static IReadOnlyList<string> UsualContainers { get; } = [.. SpecTemplate, "spec", "containers"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<WorkloadKind> All { get; } =
    [
        new("Pod", Core, []),
        new("Deployment", Apps, SpecTemplate),
        new("StatefulSet", Apps, SpecTemplate),
        new("DaemonSet", Apps, SpecTemplate),
        new("ReplicaSet", Apps, SpecTemplate),
        new("ReplicationController", Core, SpecTemplate),
        new("Job", Batch, SpecTemplate),
        new("CronJob", Batch, ["spec", "jobTemplate", "spec", "template"]),
        new("PodTemplate", Core, ["template"]),
    ];

    /// <summary>The kind of an object; null when it makes no Pods that are known of.</summary>
    /// <param name="apiVersion">Such as <c>apps/v1</c>.</param>
    /// <param name="kind">Such as <c>Deployment</c>.</param>
    public static WorkloadKind? Find(string? apiVersion, string? kind) =>
        All.FirstOrDefault(one => one.Name == kind && one.Groups.Contains(GroupOf(apiVersion)));

    /// <summary>Whether an object has others as its items: <c>List</c>, or <c>DeploymentList</c> and its like.</summary>
    public static bool IsList(string? apiVersion, string? kind) =>
        (kind == ListKind && GroupOf(apiVersion).Length == 0) || Find(apiVersion, KindOfItems(kind)) is not null;

    /// <summary>The kind of the items of a list that do not say theirs; null when the list's kind does not tell.</summary>
    internal static string? KindOfItems(string? listKind) =>
        listKind?.Length > ListKind.Length && listKind.EndsWith(ListKind, StringComparison.Ordinal) ? listKind[..^ListKind.Length] : null;

    private static string GroupOf(string? apiVersion)
    {
        int slash = apiVersion?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return slash < 0 ? "" : apiVersion![..slash];
    }
}
