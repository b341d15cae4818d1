using System.Text.Json;
using static PodMirror.Injection.JsonParts;

namespace PodMirror.Injection;

/// <summary>
/// Which containers of a Pod are ours: by name and by image without its tag, so that those of an older version still are. Nothing of a user's
/// container is ever merged with ours.
/// </summary>
internal static class OwnContainers
{
    /// <summary>Whether both are there.</summary>
    internal static bool ArePresent(PodView pod, InjectionOptions options) =>
        InjectionOptions.Containers.All(name => IsOurs(pod.Container(name), options));

    /// <summary>The first of our names that a container has, of a Pod that has not both of ours; null when they are free.</summary>
    internal static string? TakenName(PodView pod) =>
        Array.Find(InjectionOptions.Containers, name => pod.Container(name).ValueKind != JsonValueKind.Undefined);

    /// <summary>Whether an image is ours, of whatever version.</summary>
    internal static bool IsOfImage(string? image, InjectionOptions options) =>
        image is not null && RepositoryOf(image) == RepositoryOf(options.Image);

    /// <summary>Whether one of both has another image than it would get now.</summary>
    internal static bool AreOfAnotherImage(PodView pod, InjectionOptions options) =>
        InjectionOptions.Containers.Any(name => Text(Get(pod.Container(name), "image")) != options.Image);

    /// <summary>What the container of a Pod captures, by its arguments; null when they do not say.</summary>
    internal static MirrorMode? CapturedMode(PodView pod)
    {
        string?[] arguments = [.. Items(Get(pod.Container(InjectionOptions.Mirror), "args")).Select(Text)];
        int flag = Array.IndexOf(arguments, "--mode");
        return flag >= 0 && flag + 1 < arguments.Length && AnnotationValues.TryMode(arguments[flag + 1] ?? "", out MirrorMode mode) ? mode : null;
    }

    private static bool IsOurs(JsonElement container, InjectionOptions options) => IsOfImage(Text(Get(container, "image")), options);

    /// <summary>An image's name without tag and digest: registry.example:5000/team/podmirror.</summary>
    private static string RepositoryOf(string image)
    {
        string name = image.Split('@')[0];
        int tag = name.LastIndexOf(':');
        return tag > name.LastIndexOf('/') ? name[..tag] : name;
    }
}
