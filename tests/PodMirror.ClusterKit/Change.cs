using System.Text.Json.Nodes;

namespace PodMirror.ClusterKit;

/// <summary>One change, as a watch tells it.</summary>
/// <param name="Version">The cluster's version after it.</param>
/// <param name="Kind">ADDED, MODIFIED or DELETED.</param>
/// <param name="Path">The object.</param>
/// <param name="Item">The object after it.</param>
internal sealed record Change(long Version, string Kind, ApiPath Path, JsonObject Item);
