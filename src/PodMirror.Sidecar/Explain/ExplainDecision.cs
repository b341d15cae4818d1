using PodMirror.Injection;

namespace PodMirror.Sidecar.Explain;

/// <summary>
/// The webhook's decision, made out of what was read. Of what could not be read every possible answer is tried: where they come to the same, the
/// decision holds whatever the answer is.
/// </summary>
internal static class ExplainDecision
{
    /// <summary>The decision; null when it hangs on what could not be read.</summary>
    internal static InjectionDecision? Of(ExplainFacts facts)
    {
        InjectionDecision[] possible =
        [
            .. from space in Namespaces(facts)
               from options in Options(facts)
               select WorkloadInjection.Decide(facts.Workload, space, options),
        ];

        // The first is that of the cluster that gives most, and what stands against it there does so everywhere.
        return possible.All(one => HasContainers(one) == HasContainers(possible[0])) ? possible[0] : null;
    }

    /// <summary>Whether the Pod comes to have the containers.</summary>
    internal static bool HasContainers(InjectionDecision decision) =>
        decision.Reason is InjectionReason.Injected or InjectionReason.AlreadyInjected;

    private static NamespaceFacts?[] Namespaces(ExplainFacts facts) =>
        facts.Facts is { } known ? [known] : [Willing(facts.Namespace, facts.Options.Names), null];

    private static IEnumerable<InjectionOptions> Options(ExplainFacts facts)
    {
        InjectionOptions options =
            facts.Facts is not null ? facts.Options : facts.Options with { DefaultPodSecurity = PodSecurity.Privileged };
        return facts.NodesFault is null
            ? [options]
            : [options with { NativeSidecars = true }, options with { NativeSidecars = false }];
    }

    /// <summary>A namespace of this name that takes part and asks for all of its Pods.</summary>
    private static NamespaceFacts Willing(string name, InjectionNames names) => new(
        name,
        new Dictionary<string, string> { [names.NamespaceLabel] = InjectionNames.Enabled },
        new Dictionary<string, string> { [names.DefaultInject] = "true" });
}
