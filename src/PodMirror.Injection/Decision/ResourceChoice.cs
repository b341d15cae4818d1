namespace PodMirror.Injection;

/// <summary>
/// The resources of one container: the administrator's, with what the Pod's annotations change, key by key. An amount that was not named
/// follows the one that was, so that one annotation is enough.
/// </summary>
internal static class ResourceChoice
{
    /// <summary>Reads the annotations of one container.</summary>
    /// <param name="pod">The Pod.</param>
    /// <param name="options">Names, and the largest amounts.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="usual">What it gets without annotations.</param>
    /// <param name="resources">What it gets.</param>
    /// <returns>What is wrong, or null.</returns>
    internal static string? TryChoose(
        PodView pod, InjectionOptions options, string container, ContainerResources usual, out ContainerResources resources)
    {
        ContainerResources largest = options.LargestResources;
        string? cpuFault = TryChoose(pod, options.Names, (container, "cpu"), usual.Cpu, largest.Cpu.Limit, out ResourceAmounts cpu);
        string? memoryFault = TryChoose(pod, options.Names, (container, "memory"), usual.Memory, largest.Memory.Limit, out ResourceAmounts memory);
        resources = new ContainerResources(cpu, memory);
        Quantity least = InjectionOptions.SmallestMemoryLimit;
        return cpuFault ?? memoryFault ?? (memory.Limit.Value >= least.Value
            ? null
            : $"{options.Names.Resource(container, "memory", "limit")} is less than {least}, and the container would not run");
    }

    private static string? TryChoose(
        PodView pod, InjectionNames names, (string Container, string Name) of, ResourceAmounts usual, Quantity largest, out ResourceAmounts amounts)
    {
        string requestKey = names.Resource(of.Container, of.Name, "request");
        string limitKey = names.Resource(of.Container, of.Name, "limit");
        string? requestFault = TryRead(pod, requestKey, largest, out Quantity? request);
        string? limitFault = TryRead(pod, limitKey, largest, out Quantity? limit);
        Quantity least = request ?? (limit is { } top && top.Value < usual.Request.Value ? top : usual.Request);
        Quantity most = limit ?? (least.Value > usual.Limit.Value ? least : usual.Limit);
        amounts = new ResourceAmounts(least, most);
        return requestFault ?? limitFault ?? (least.Value <= most.Value ? null : $"{requestKey} is larger than {limitKey}");
    }

    private static string? TryRead(PodView pod, string key, Quantity largest, out Quantity? quantity)
    {
        quantity = null;
        if (pod.Annotation(key) is not { } text)
        {
            return null;
        }

        if (!Quantity.TryParse(text.Trim(), out Quantity read))
        {
            return $"{key} is no quantity";
        }

        if (read.Value == 0)
        {
            return $"{key} is nothing";
        }

        quantity = read;
        return read.Value <= largest.Value ? null : $"{key} is more than the {largest} that the administrator allows";
    }
}
