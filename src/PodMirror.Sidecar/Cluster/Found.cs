using System.Text.Json;

namespace PodMirror.Sidecar.Cluster;

/// <summary>What the API server said when it was asked for something.</summary>
/// <param name="Status">The HTTP status; 0 when it did not answer.</param>
/// <param name="Body">The object, when there is one.</param>
/// <param name="Fault">Why there is none, in one line.</param>
internal sealed record Found(int Status, JsonElement Body, string Fault)
{
    private const int NotFoundStatus = 404;

    /// <summary>Whether it is there.</summary>
    internal bool IsThere => Status is >= 200 and < 300;

    /// <summary>Whether it is known not to be there.</summary>
    internal bool IsAbsent => Status == NotFoundStatus;
}
