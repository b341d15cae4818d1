using PodMirror.Injection;

namespace PodMirror.Sidecar.Explain;

/// <summary>What asks for a Pod that nobody asks for.</summary>
internal static class AskingReasons
{
    private const string Topic = "advice";

    /// <summary>The command; no line where somebody asks, or says that it is not to be.</summary>
    internal static IEnumerable<ExplainLine> Of(ExplainFacts facts, InjectionDecision? decision) => decision?.Reason switch
    {
        InjectionReason.NotRequested => [Annotate(facts)],
        InjectionReason.NamespaceNotEnabled =>
        [
            new(Topic, null, Command("label", facts.Namespace, facts.Options.Names.NamespaceLabel, InjectionNames.Enabled, facts.Facts?.Labels)),
            .. facts.Facts?.Annotations.ContainsKey(facts.Options.Names.DefaultInject) == true ? Enumerable.Empty<ExplainLine>() : [Annotate(facts)],
        ],
        _ => [],
    };

    private static ExplainLine Annotate(ExplainFacts facts) => new(
        Topic, null, Command("annotate", facts.Namespace, facts.Options.Names.DefaultInject, "true", facts.Facts?.Annotations));

    private static string Command(string verb, string inNamespace, string key, string value, IReadOnlyDictionary<string, string>? now) =>
        $"kubectl {verb} namespace {inNamespace} {key}={value}" + (now?.ContainsKey(key) == true ? " --overwrite" : "");
}
