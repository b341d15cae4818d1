using PodMirror.Spans;

namespace PodMirror.Agent.Metrics;

/// <summary>What a metric is, without its points.</summary>
/// <param name="Name">Its name by OpenTelemetry's rules, such as <c>podmirror.agent.spans.received</c>.</param>
/// <param name="Unit">Its unit in UCUM: <c>By</c>, <c>s</c>, or what is counted, in braces.</param>
/// <param name="Kind">How its points may be added up.</param>
/// <param name="Description">What it counts, in one sentence.</param>
internal readonly record struct MetricHead(string Name, string Unit, MetricKind Kind, string Description);
