using System.Globalization;
using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Agent.Injector;

/// <summary>The version of a node's kubelet.</summary>
/// <param name="Major">The major version.</param>
/// <param name="Minor">The minor version.</param>
internal sealed record KubeletVersion(int Major, int Minor)
{
    /// <summary>Reads a Node object. A version that cannot be read is taken for the oldest, so that nothing is done that it may not know.</summary>
    public static KubeletVersion Read(JsonElement node)
    {
        string[] parts = Text(Get(Get(node, "status"), "nodeInfo"), "kubeletVersion").TrimStart('v').Split('.');
        return parts.Length > 1 && TryNumber(parts[0], out int major) && TryNumber(parts[1], out int minor) ? new(major, minor) : new(0, 0);
    }

    /// <summary>Whether it is this version or a newer one.</summary>
    public bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);

    // Some distributions write 1.29+.
    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text.TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
