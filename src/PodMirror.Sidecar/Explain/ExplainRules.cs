using System.Text.Json.Nodes;
using PodMirror.Injection;

namespace PodMirror.Sidecar.Explain;

/// <summary>Explains, by the webhook's own decision: a pure function of what was read.</summary>
internal static class ExplainRules
{
    // Ours is half as long; what somebody else wrote there may be as long as an object.
    private const int MostOfStatus = 500;

    /// <summary>Explains.</summary>
    internal static Explanation Explain(ExplainFacts facts)
    {
        InjectionDecision? decision = ExplainDecision.Of(facts);
        bool? isPresent = facts.Pod is { } pod ? InjectionRules.IsInjected(pod, facts.Options) : null;
        ExplainLine webhook = WebhookReasons.Of(facts);
        bool isAsked = webhook.IsFor != false;
        bool? isInjected = isAsked ? decision is null ? null : ExplainDecision.HasContainers(decision) : false;
        ExplainLine[] lines =
        [
            new("settings", null, facts.SettingsSource),
            webhook,
            .. OfNamespace(facts),
            .. OfKubelets(facts),
            .. OfPod(facts),
            OfDecision(decision),
            .. AskingReasons.Of(facts, decision),
            .. OfMode(facts, decision),
            .. PodReasons.OfPod(facts, decision, isAsked),
            .. PodReasons.OfPods(facts, decision, isInjected),
            .. Advice(facts, decision),
        ];
        string headline = Headline(facts, decision, isAsked, isPresent);
        return new Explanation($"{facts.Target}", facts.Namespace, isInjected, isPresent, decision, headline, lines);
    }

    private static string Headline(ExplainFacts facts, InjectionDecision? decision, bool isAsked, bool? isPresent)
    {
        if (decision is null && isAsked && isPresent != true)
        {
            string unread = facts.Facts is null ? "its namespace cannot be read" : "the nodes cannot be listed";
            return isPresent is null
                ? $"cannot be told whether a new Pod of it gets the containers: {unread}"
                : $"it does not have the containers; cannot be told whether a new one like it gets them: {unread}";
        }

        string form = facts.NodesFault is not null ? "as native sidecars or plain containers"
            : facts.Options.NativeSidecars ? "native sidecars"
            : "plain containers";
        string future = !isAsked || decision is null ? "does not get the containers: the API server does not ask the agent"
            : decision.IsInjected ? $"gets both containers ({decision.Mode.Word()}, {form})"
            : $"does not get the containers: {decision.Reason.Sentence()}";
        return isPresent switch
        {
            true when facts.Pod is { } pod && PodReasons.NeedsRestart(pod, facts, isAsked) =>
                "it has both containers, and needs a restart to get those of now",
            true => "it has both containers",
            false => $"it does not have the containers; a new one like it {future}",
            null when decision?.Reason == InjectionReason.AlreadyInjected => "its Pods have both containers: they are in its template",
            null => $"a new Pod of it {future}",
        };
    }

    private static IEnumerable<ExplainLine> OfNamespace(ExplainFacts facts)
    {
        InjectionNames names = facts.Options.Names;
        if (facts.Facts is not { } found)
        {
            yield return new(
                "namespace", null, $"it cannot be read, so that nobody knows whether it takes part and what it asks for: {facts.NamespaceFault}");
            yield break;
        }

        string? label = found.Labels.GetValueOrDefault(names.NamespaceLabel);
        yield return new(
            "namespace", label == InjectionNames.Enabled,
            label is null ? $"it has no label {names.NamespaceLabel}={InjectionNames.Enabled}" : $"label {names.NamespaceLabel}={label}");
        if (facts.Options.ExcludedNamespaces.Contains(found.Name))
        {
            yield return new("namespace", false, $"{found.Name} is one of the namespaces that are never touched");
        }

        bool isAllowed = PodSecurity.AllowsNetRaw(found, facts.Options.DefaultPodSecurity);
        if (!isAllowed)
        {
            yield return new("namespace", false, "its Pod Security level forbids NET_RAW");
        }

        yield return OfAnnotation("namespace", names.DefaultInject, found.Annotations.GetValueOrDefault(names.DefaultInject));
    }

    private static IEnumerable<ExplainLine> OfKubelets(ExplainFacts facts) => facts.NodesFault is not { } fault ? [] :
    [
        new(
            "kubelets", null,
            "the nodes cannot be listed, so that nobody knows whether every kubelet is 1.29 or newer: native sidecars if so, else plain "
                + $"containers, and none for Pods that are to end: {fault}"),
    ];

    private static IEnumerable<ExplainLine> OfPod(ExplainFacts facts)
    {
        string topic = facts.Target.Kind.Workload.IsPod ? "pod" : "pod template";
        string key = facts.Options.Names.Inject;
        yield return OfAnnotation(topic, key, Annotation(facts.Workload, key));
        if (Annotation(facts.Workload, facts.Options.Names.Status) is { } status)
        {
            yield return new(topic, null, $"when it was made: {AnnotationValues.Shortened(status, MostOfStatus)}");
        }
    }

    private static ExplainLine OfAnnotation(string topic, string key, string? value)
    {
        bool isRead = AnnotationValues.TryBoolean(value ?? "", out bool isAsked);
        bool? verdict = value is null ? null : isRead && isAsked;
        return new(topic, verdict, value is null ? $"it has no annotation {key}" : $"annotation {key}: \"{AnnotationValues.Shortened(value)}\"");
    }

    private static ExplainLine OfDecision(InjectionDecision? decision)
    {
        if (decision is null)
        {
            return new("decision", null, "cannot be told: it hangs on what cannot be read");
        }

        bool isFor = ExplainDecision.HasContainers(decision);
        string detail = decision.Detail is { } text ? $" ({text})" : "";
        return new("decision", isFor, $"{decision.Reason.Word()}: {decision.Reason.Sentence()}{detail}");
    }

    private static IEnumerable<ExplainLine> OfMode(ExplainFacts facts, InjectionDecision? decision)
    {
        if (decision is not { IsInjected: true })
        {
            return [];
        }

        InjectionNames names = facts.Options.Names;
        string source = Annotation(facts.Workload, names.Mode) is not null ? $"by the annotation {names.Mode} of the Pod"
            : facts.Facts?.Annotations.ContainsKey(names.DefaultMode) == true ? $"by the annotation {names.DefaultMode} of the namespace"
            : "since nobody says another";
        return [new("mode", null, $"{decision.Mode.Word()}, {source}")];
    }

    private static IEnumerable<ExplainLine> Advice(ExplainFacts facts, InjectionDecision? decision) =>
        from text in WorkloadInjection.Advice(facts.Workload, facts.Options.Names).Concat(decision?.Warnings ?? [])
        select new ExplainLine("warning", null, text);

    private static string? Annotation(Workload workload, string key) =>
        (workload.Pod?["metadata"] as JsonObject)?["annotations"] is JsonObject annotations
            && annotations[key] is JsonValue value
            && value.TryGetValue(out string? text)
            ? text
            : null;
}
