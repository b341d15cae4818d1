using System.Text.Json;

namespace PodMirror.Sidecar.Cluster;

/// <summary>What the API server said when it was asked for something.</summary>
/// <param name="Status">The HTTP status; 0 when it did not answer.</param>
/// <param name="Body">The object, when there is one.</param>
/// <param name="Fault">Why there is none, in one line.</param>
internal sealed record Found(int Status, JsonElement Body, string Fault)
{
    private const int NotFoundStatus = 404;

    /// <summary>Whether it is there. A page or an array is not from an API server.</summary>
    internal bool IsThere => IsSuccessStatus && Body.ValueKind == JsonValueKind.Object;

    /// <summary>Whether it came from something that is no API server, such as a page to log in at.</summary>
    internal bool IsForeign => Status != 0 && Body.ValueKind != JsonValueKind.Object;

    /// <summary>Whether it is known not to be there.</summary>
    internal bool IsAbsent => Status == NotFoundStatus;

    private bool IsSuccessStatus => Status is >= 200 and < 300;
}
