namespace PodMirror.Sidecar.Check;

/// <summary>One line of the report.</summary>
/// <param name="Category">What it is about: <c>cluster</c>, <c>permissions</c>, <c>release</c>, <c>namespaces</c> or <c>coverage</c>.</param>
/// <param name="Name">What was looked at, for machines.</param>
/// <param name="Status">How it came out.</param>
/// <param name="Message">What was found.</param>
/// <param name="Advice">What to do; null when there is nothing.</param>
internal sealed record CheckLine(string Category, string Name, CheckStatus Status, string Message, string? Advice = null);
