using System.Text.Json.Nodes;

namespace PodMirror.Catalog.OpenApi.Import;

/// <summary>What an alias repeats.</summary>
/// <param name="Node">The data.</param>
/// <param name="Values">Values in it.</param>
/// <param name="Height">Objects and arrays within each other in it.</param>
internal readonly record struct YamlAnchor(JsonNode? Node, int Values, int Height);
