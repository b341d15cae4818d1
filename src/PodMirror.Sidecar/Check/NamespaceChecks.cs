using PodMirror.Injection;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.Check;

/// <summary>Which namespaces take part, and what of them says something that means nothing or stands against it.</summary>
internal static class NamespaceChecks
{
    internal const string Category = "namespaces";
    internal const int MostNames = 10;

    /// <summary>The namespaces that take part.</summary>
    internal static IEnumerable<NamespaceFacts> TakingPart(IEnumerable<NamespaceFacts> all, InjectionOptions options) => all.Where(
        facts => facts.Labels.GetValueOrDefault(options.Names.NamespaceLabel) == InjectionNames.Enabled
            && !options.ExcludedNamespaces.Contains(facts.Name));

    /// <summary>A line for all of them, and one for each that has something wrong.</summary>
    /// <param name="list">The answer to the question for them.</param>
    /// <param name="all">The namespaces.</param>
    /// <param name="options">The settings.</param>
    /// <param name="isEnforced">Whether the API server refuses Pods by the Pod Security level of their namespace.</param>
    internal static IEnumerable<CheckLine> Judge(Found list, IReadOnlyList<NamespaceFacts> all, InjectionOptions options, bool isEnforced)
    {
        if (!list.IsThere)
        {
            return [new(Category, "taking_part", CheckStatus.Warn, $"the namespaces cannot be listed: {list.Fault}")];
        }

        string[] takingPart = [.. TakingPart(all, options).Select(facts => facts.Name)];
        return all.SelectMany(facts => Judge(facts, options, isEnforced)).Prepend(Summary(takingPart, options.Names));
    }

    /// <summary>Names in a line, the last of many by their number.</summary>
    internal static string Joined(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");

    private static CheckLine Summary(string[] names, InjectionNames keys) => names.Length > 0
        ? new(Category, "taking_part", CheckStatus.Ok, $"{ClusterChecks.Counted(names.Length, "namespace")}: {Joined(names)}")
        : new(
            Category, "taking_part", CheckStatus.Warn, "no namespace takes part",
            $"kubectl label namespace NAME {keys.NamespaceLabel}={InjectionNames.Enabled}");

    private static IEnumerable<CheckLine> Judge(NamespaceFacts facts, InjectionOptions options, bool isEnforced)
    {
        InjectionNames names = options.Names;
        string? label = facts.Labels.GetValueOrDefault(names.NamespaceLabel);
        bool takesPart = label == InjectionNames.Enabled;
        if (label is not null && !takesPart)
        {
            yield return Warn(facts, "label", $"{names.NamespaceLabel} is '{label}', which means nothing", $"it must be {InjectionNames.Enabled}");
        }

        if (takesPart && options.ExcludedNamespaces.Contains(facts.Name))
        {
            yield return Warn(facts, "excluded", "it has the label and is never touched", "it is one of excludedNamespaces of the settings");
        }

        if (takesPart && !PodSecurity.AllowsNetRaw(facts, options.DefaultPodSecurity))
        {
            yield return JudgePodSecurity(facts, isEnforced);
        }

        foreach (CheckLine line in JudgeAnnotations(facts, names, takesPart))
        {
            yield return line;
        }
    }

    // The label that lets our containers in lets in whatever else somebody runs there, which is not ours to advise.
    private static CheckLine JudgePodSecurity(NamespaceFacts facts, bool isEnforced) => Warn(
        facts, "pod_security",
        "its Pod Security level forbids NET_RAW, so that its Pods are not mirrored"
            + (isEnforced ? "" : ", although Kubernetes older than 1.23 does not enforce it"),
        "leave the namespace out; or, which lets every Pod of it be privileged: "
            + $"kubectl label namespace {facts.Name} pod-security.kubernetes.io/enforce={PodSecurity.Privileged} --overwrite");

    private static IEnumerable<CheckLine> JudgeAnnotations(NamespaceFacts facts, InjectionNames names, bool takesPart)
    {
        string? inject = facts.Annotations.GetValueOrDefault(names.DefaultInject);
        string? mode = facts.Annotations.GetValueOrDefault(names.DefaultMode);
        if (inject is not null && !AnnotationValues.TryBoolean(inject, out _))
        {
            yield return Warn(
                facts, "default_inject", $"{names.DefaultInject} is '{inject}', which means nothing", "it must be \"true\" or \"false\"");
        }

        if (mode is not null && !AnnotationValues.TryMode(mode, out _))
        {
            yield return Warn(
                facts, "default_mode", $"{names.DefaultMode} is '{mode}', which means nothing", "it must be ingress, egress or ingress_and_egress");
        }

        if (!takesPart && inject is not null && AnnotationValues.TryBoolean(inject, out bool isAsked) && isAsked)
        {
            yield return Warn(
                facts, "label_missing", $"{names.DefaultInject} asks for its Pods, and without the label it does not take part",
                $"kubectl label namespace {facts.Name} {names.NamespaceLabel}={InjectionNames.Enabled}");
        }

        if (takesPart && facts.Annotations.ContainsKey(names.Inject))
        {
            yield return Warn(
                facts, "misplaced", $"{names.Inject} is for Pods and means nothing on a namespace", $"it may be {names.DefaultInject} that is meant");
        }
    }

    private static CheckLine Warn(NamespaceFacts facts, string name, string message, string advice) =>
        new(Category, name, CheckStatus.Warn, $"{facts.Name}: {message}", advice);
}
