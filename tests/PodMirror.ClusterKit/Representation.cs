using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace PodMirror.ClusterKit;

/// <summary>An object as it was asked for: whole, or as a PartialObjectMetadata.</summary>
internal static class Representation
{
    /// <summary>The object in the form that the request's Accept names.</summary>
    public static JsonObject Of(HttpContext context, JsonObject item) =>
        !context.Request.Headers.Accept.ToString().Contains("as=PartialObjectMetadata", StringComparison.Ordinal) ? item : new JsonObject
        {
            ["kind"] = "PartialObjectMetadata",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = item["metadata"]?.DeepClone(),
        };
}
