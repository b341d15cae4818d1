using System.Globalization;
using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Kubernetes;

/// <summary>
/// The version of an API server or of a node's kubelet. One that cannot be read is 0.0, so that nothing is done that it may not know.
/// </summary>
/// <param name="Major">The major version.</param>
/// <param name="Minor">The minor version.</param>
public sealed record KubernetesVersion(int Major, int Minor)
{
    // On by default from 1.29 on (kubernetes.io, Sidecar Containers).
    private const int NativeSidecarMinor = 29;

    /// <summary>Whether kubelets of this version run native sidecars without being told to.</summary>
    public bool HasNativeSidecars => IsAtLeast(1, NativeSidecarMinor);

    /// <summary>Reads the kubelet's of a Node object.</summary>
    public static KubernetesVersion OfKubelet(JsonElement node) => Parse(Text(Get(Get(node, "status"), "nodeInfo"), "kubeletVersion"));

    /// <summary>Reads one as <c>v1.29.3-gke.100</c>.</summary>
    public static KubernetesVersion Parse(string text)
    {
        string[] parts = text.TrimStart('v').Split('.');
        return parts.Length > 1 && TryNumber(parts[0], out int major) && TryNumber(parts[1], out int minor) ? new(major, minor) : new(0, 0);
    }

    /// <summary>Whether it is this version or a newer one.</summary>
    public bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    // Some distributions write 1.29+.
    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text.TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
