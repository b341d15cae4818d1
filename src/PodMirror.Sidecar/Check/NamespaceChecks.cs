using PodMirror.Injection;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.Check;

/// <summary>Which namespaces take part, and what of them says something that means nothing or stands against it.</summary>
internal static class NamespaceChecks
{
    private const string Category = "namespaces";
    private const int MostNames = 10;

    /// <summary>The namespaces that take part.</summary>
    internal static IEnumerable<NamespaceFacts> TakingPart(IEnumerable<NamespaceFacts> all, InjectionOptions options) => all.Where(
        facts => facts.Labels.GetValueOrDefault(options.Names.NamespaceLabel) == InjectionNames.Enabled
            && !options.ExcludedNamespaces.Contains(facts.Name));

    /// <summary>A line for all of them, and one for each that has something wrong.</summary>
    internal static IEnumerable<CheckLine> Judge(Found list, IReadOnlyList<NamespaceFacts> all, InjectionOptions options)
    {
        if (!list.IsThere)
        {
            return [new(Category, "taking_part", CheckStatus.Warn, $"the namespaces cannot be listed: {list.Fault}")];
        }

        string[] takingPart = [.. TakingPart(all, options).Select(facts => facts.Name)];
        return all.SelectMany(facts => Judge(facts, options)).Prepend(Summary(takingPart, options.Names));
    }

    /// <summary>Names in a line, the last of many by their number.</summary>
    internal static string Joined(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");

    private static CheckLine Summary(string[] names, InjectionNames keys) => names.Length > 0
        ? new(Category, "taking_part", CheckStatus.Ok, $"{ClusterChecks.Counted(names.Length, "namespace")}: {Joined(names)}")
        : new(
            Category, "taking_part", CheckStatus.Warn, "no namespace takes part",
            $"kubectl label namespace NAME {keys.NamespaceLabel}={InjectionNames.Enabled}");

    private static IEnumerable<CheckLine> Judge(NamespaceFacts facts, InjectionOptions options)
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
            yield return Warn(
                facts, "pod_security", "its Pod Security level forbids NET_RAW, so that its Pods are not mirrored",
                $"kubectl label namespace {facts.Name} pod-security.kubernetes.io/enforce={PodSecurity.Privileged} --overwrite");
        }

        foreach (CheckLine line in JudgeAnnotations(facts, names, takesPart))
        {
            yield return line;
        }
    }

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
