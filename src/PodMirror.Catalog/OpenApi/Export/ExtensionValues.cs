using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PodMirror.Catalog.OpenApi.Export;

/// <summary>What OpenAPI has no word for.</summary>
internal static class ExtensionValues
{
    /// <summary>Adds one.</summary>
    public static void Extend(this IOpenApiExtensible element, string name, JsonNode value)
    {
        element.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        element.Extensions[name] = new JsonNodeExtension(value);
    }

    /// <summary>A time as RFC 3339 has it.</summary>
    public static string Time(long millis) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(millis, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()))
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
