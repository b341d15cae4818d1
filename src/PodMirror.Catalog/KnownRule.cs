namespace PodMirror.Catalog;

/// <summary>A rule that holds.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Origins">Who says it.</param>
public sealed record KnownRule(TemplateRule Rule, RuleOrigins Origins);
