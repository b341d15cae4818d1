using System.Text.Json;
using static PodMirror.Injection.JsonParts;

namespace PodMirror.Injection;

/// <summary>
/// Which containers of a Pod are ours: those of both our names, by their image without its tag, so that those of an older version still are, or
/// by the Pod's own word, where the image was written anew by others or is of another registry since. Whoever lies there is not mirrored, and
/// nothing else. Nothing of a user's container is ever merged with ours.
/// </summary>
internal static class OwnContainers
{
    /// <summary>Whether both are there.</summary>
    internal static bool ArePresent(PodView pod, InjectionOptions options) =>
        InjectionOptions.Containers.All(name => pod.Container(name).ValueKind != JsonValueKind.Undefined)
        && (InjectionOptions.Containers.All(name => IsOfImage(ImageOf(pod, name), options)) || Said(pod, options).IsInjected);

    /// <summary>The first of our names that a container has, of a Pod that has not both of ours; null when they are free.</summary>
    internal static string? TakenName(PodView pod) =>
        Array.Find(InjectionOptions.Containers, name => pod.Container(name).ValueKind != JsonValueKind.Undefined);

    /// <summary>Whether an image is ours, of whatever version.</summary>
    internal static bool IsOfImage(string? image, InjectionOptions options) =>
        image is not null && RepositoryOf(image) == RepositoryOf(options.Image);

    /// <summary>Whether one of both has another image than it would get now.</summary>
    internal static bool AreOfAnotherImage(PodView pod, InjectionOptions options)
    {
        if (Said(pod, options) is { IsInjected: true, Image: { } written })
        {
            return written != options.Image;
        }

        // Others pin images by adding a digest.
        bool isPinned = options.Image.Contains('@', StringComparison.Ordinal);
        return InjectionOptions.Containers.Any(name => (isPinned ? ImageOf(pod, name) : ImageOf(pod, name)?.Split('@')[0]) != options.Image);
    }

    /// <summary>What the container of a Pod captures, by its arguments, ingress when they do not say; null when there are none.</summary>
    internal static MirrorMode? CapturedMode(PodView pod)
    {
        string?[] arguments = [.. Items(Get(pod.Container(InjectionOptions.Mirror), "args")).Select(Text)];
        int flag = Array.IndexOf(arguments, "--mode");
        if (flag < 0)
        {
            return arguments.Length == 0 ? null : MirrorMode.Ingress;
        }

        return flag + 1 < arguments.Length && AnnotationValues.TryMode(arguments[flag + 1] ?? "", out MirrorMode mode) ? mode : null;
    }

    private static string? ImageOf(PodView pod, string name) => Text(Get(pod.Container(name), "image"));

    private static SaidStatus Said(PodView pod, InjectionOptions options) => SaidStatus.Of(pod.Annotation(options.Names.Status));

    /// <summary>An image's name without tag and digest: registry.example:5000/team/podmirror.</summary>
    private static string RepositoryOf(string image)
    {
        string name = image.Split('@')[0];
        int tag = name.LastIndexOf(':');
        return tag > name.LastIndexOf('/') ? name[..tag] : name;
    }
}
