using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace PodMirror.Agent.Api;

/// <summary>Entity tags in conditions of requests (RFC 9110, section 13.1.2).</summary>
internal static class EntityTags
{
    /// <summary>Whether a tag is among those of If-None-Match, by the weak comparison, or any is.</summary>
    /// <param name="sent">The field, which may come more than once.</param>
    /// <param name="tag">The tag with its quotes.</param>
    public static bool Has(StringValues sent, string tag) =>
        EntityTagHeaderValue.TryParseList(sent, out IList<EntityTagHeaderValue>? tags) && tags.Any(t => t.Tag == tag || t.Tag == "*");
}
