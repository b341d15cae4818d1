using System.Text.Json;
using PodMirror.Injection;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Cluster;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Check;

/// <summary>
/// Which LimitRanges refuse every Pod that gets the containers. They are asked after the webhook, so that the Pod is not made at all
/// (docs/injection.md). Of what the Pod's own containers add nothing is known here, so only what is refused in any case is told.
/// </summary>
internal static class LimitRangeCheck
{
    private const string Category = "namespaces";
    private const string Name = "limit_range";
    private const string Request = "request";
    private const string Limit = "limit";

    /// <summary>Where they are, of all namespaces.</summary>
    internal static string Path => KubePath.Core("limitranges");

    /// <summary>A line for each LimitRange that refuses them.</summary>
    /// <param name="list">The LimitRanges.</param>
    /// <param name="takingPart">The names of the namespaces that take part.</param>
    /// <param name="options">The settings, with what both containers ask for.</param>
    internal static IEnumerable<CheckLine> Judge(Found list, IReadOnlyCollection<string> takingPart, InjectionOptions options) => list.IsThere
        ? Items(Get(list.Body, "items")).SelectMany(range => Judge(range, takingPart, options))
        : [new(Category, Name, CheckStatus.Warn, $"the LimitRanges cannot be listed: {list.Fault}")];

    private static IEnumerable<CheckLine> Judge(JsonElement range, IReadOnlyCollection<string> takingPart, InjectionOptions options)
    {
        JsonElement metadata = Get(range, "metadata");
        string inNamespace = Text(metadata, "namespace");
        (string Says, string[] Keys)[] refusals =
            [.. Items(Get(Get(range, "spec"), "limits")).SelectMany(item => Refusals(item, options))];
        if (refusals.Length == 0 || !takingPart.Contains(inNamespace))
        {
            yield break;
        }

        string says = string.Join(", ", refusals.Select(one => one.Says).Distinct());
        string keys = string.Join(", ", refusals.SelectMany(one => one.Keys).Distinct());
        yield return new(
            Category, Name, CheckStatus.Warn, $"{inNamespace}: LimitRange {Text(metadata, "name")} refuses Pods with the containers: {says}",
            $"on Pods the annotations {keys}; or for all Pods the chart's injection.mirror.resources and injection.tme.resources");
    }

    private static IEnumerable<(string Says, string[] Keys)> Refusals(JsonElement item, InjectionOptions options) => Text(item, "type") switch
    {
        "Container" => Amounts(options).SelectMany(one => OfContainer(item, one, options.Names)),
        "Pod" => Amounts(options).GroupBy(one => one.Resource).SelectMany(both => OfPod(item, [.. both], options.Names)),
        _ => [],
    };

    private static IEnumerable<(string Says, string[] Keys)> OfContainer(
        JsonElement item, (string Container, string Resource, ResourceAmounts Amounts) of, InjectionNames names)
    {
        string who = $"{of.Container} {of.Resource}";
        string request = names.Resource(of.Container, of.Resource, Request);
        string limit = names.Resource(of.Container, of.Resource, Limit);
        if (Bound(item, "min", of.Resource) is { } least && of.Amounts.Request.Value < least.Value)
        {
            yield return ($"{who} request {of.Amounts.Request} (at least {least})", [request]);
        }

        if (Bound(item, "max", of.Resource) is { } most && of.Amounts.Limit.Value > most.Value)
        {
            yield return ($"{who} limit {of.Amounts.Limit} (at most {most})", [limit]);
        }

        // Kubernetes takes no ratio below 1.
        if (Bound(item, "maxLimitRequestRatio", of.Resource) is { Value: >= 1 } ratio
            && of.Amounts.Limit.Value / ratio.Value > of.Amounts.Request.Value)
        {
            yield return ($"{who} limit {of.Amounts.Limit} for a request of {of.Amounts.Request} (at most {ratio} times)", [request, limit]);
        }
    }

    private static IEnumerable<(string Says, string[] Keys)> OfPod(
        JsonElement item, (string Container, string Resource, ResourceAmounts Amounts)[] both, InjectionNames names)
    {
        string resource = both[0].Resource;
        if (Bound(item, "max", resource) is { } most && both.Sum(one => one.Amounts.Limit.Value) > most.Value)
        {
            string limits = string.Join(" and ", both.Select(one => $"{one.Container} {one.Amounts.Limit}"));
            string[] keys = [.. both.Select(one => names.Resource(one.Container, resource, Limit))];
            yield return ($"{resource} limits {limits} (at most {most} for a Pod)", keys);
        }
    }

    private static (string Container, string Resource, ResourceAmounts Amounts)[] Amounts(InjectionOptions options) =>
    [
        (InjectionOptions.Mirror, "cpu", options.MirrorResources.Cpu),
        (InjectionOptions.Mirror, "memory", options.MirrorResources.Memory),
        (InjectionOptions.Tme, "cpu", options.TmeResources.Cpu),
        (InjectionOptions.Tme, "memory", options.TmeResources.Memory),
    ];

    private static Quantity? Bound(JsonElement item, string kind, string resource) =>
        Quantity.TryParse(Text(Get(item, kind), resource), out Quantity bound) ? bound : null;
}
