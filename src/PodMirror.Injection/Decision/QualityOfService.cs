using System.Text.Json;
using static PodMirror.Injection.JsonParts;

namespace PodMirror.Injection;

/// <summary>
/// A Pod is Guaranteed when each of its containers has a limit of both resources and requests no less (kubernetes.io, Pod Quality of Service
/// Classes). A container of ours that is not would take that from the whole Pod.
/// </summary>
internal static class QualityOfService
{
    private static readonly string[] Lists = ["initContainers", "containers"];

    /// <summary>Whether a Pod is Guaranteed as it is.</summary>
    internal static bool IsGuaranteed(PodView pod) => Lists.SelectMany(pod.Containers).All(IsGuaranteed);

    /// <summary>The same limits, and requests as large.</summary>
    internal static ContainerResources Guaranteed(ContainerResources resources) => new(
        resources.Cpu with { Request = resources.Cpu.Limit },
        resources.Memory with { Request = resources.Memory.Limit });

    private static bool IsGuaranteed(JsonElement container)
    {
        JsonElement resources = Get(container, "resources");
        return InjectionNames.Resources.All(name =>
        {
            // A request that is not given is as large as the limit.
            string? limit = Amount(Get(Get(resources, "limits"), name));
            string? request = Amount(Get(Get(resources, "requests"), name)) ?? limit;
            return Quantity.TryParse(limit, out Quantity most) && most.Value > 0
                && Quantity.TryParse(request, out Quantity least) && least.Value == most.Value;
        });
    }

    // Quantities may be written as numbers: cpu: 1.
    private static string? Amount(JsonElement of) => of.ValueKind == JsonValueKind.Number ? of.GetRawText() : Text(of);
}
