namespace PodMirror.Agent.Catalog.Descriptions;

/// <summary>How many descriptions an agent keeps.</summary>
internal static class DescriptionLimits
{
    /// <summary>Descriptions at most: a cluster's services have some dozens.</summary>
    public const int MaxDescriptions = 100;

    /// <summary>Bytes of all of them at most: what is made of each is some twenty times as large, and stands in memory.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Whether there is room for a description of a service, in place of the one that it may have.</summary>
    /// <param name="known">Those that are there.</param>
    /// <param name="service">The service.</param>
    /// <param name="bytes">How long the text is.</param>
    public static bool HaveRoom(IReadOnlyDictionary<string, DescribedService> known, string service, int bytes)
    {
        DescribedService[] others = [.. known.Values.Where(each => each.Name != service)];
        return others.Length < MaxDescriptions && others.Sum(each => (long)each.Mark.Bytes) + bytes <= MaxBytes;
    }
}
