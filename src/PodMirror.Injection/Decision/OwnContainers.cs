using System.Text.Json;

namespace PodMirror.Injection;

/// <summary>
/// Which containers of a Pod are ours: by name and by image without its tag, so that those of an older version still are. Nothing of a user's
/// container is ever merged with ours.
/// </summary>
internal static class OwnContainers
{
    private static readonly string[] Names = [InjectionOptions.Tme, InjectionOptions.Mirror];

    /// <summary>Whether both are there.</summary>
    internal static bool ArePresent(PodView pod, InjectionOptions options) => Names.All(name => IsOurs(pod.Container(name), options));

    /// <summary>The first of our names that a container has which is not ours, or whose companion is missing; else null.</summary>
    internal static string? TakenName(PodView pod, InjectionOptions options) =>
        ArePresent(pod, options) ? null : Array.Find(Names, name => pod.Container(name).ValueKind != JsonValueKind.Undefined);

    private static bool IsOurs(JsonElement container, InjectionOptions options) =>
        PodView.Text(PodView.Get(container, "image")) is { } image && RepositoryOf(image) == RepositoryOf(options.Image);

    /// <summary>An image's name without tag and digest: registry.example:5000/team/podmirror.</summary>
    private static string RepositoryOf(string image)
    {
        string name = image.Split('@')[0];
        int tag = name.LastIndexOf(':');
        return tag > name.LastIndexOf('/') ? name[..tag] : name;
    }
}
