using PodMirror.Agent.Api;
using PodMirror.Spans;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>
/// The kinds of sensitive values that somebody may ask for: those that sidecars know, and those that were seen, as newer ones may know more.
/// </summary>
internal static class SensitiveWords
{
    /// <summary>The problem of a kind that there is not.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="kind">Its value; null when it is not given.</param>
    /// <param name="view">What was seen.</param>
    /// <param name="others">What it may be besides.</param>
    public static Problem? Check(string parameter, string? kind, CatalogView view, params IEnumerable<string> others)
    {
        if (kind is null || others.Contains(kind) || SensitiveKinds.Names.Contains(kind))
        {
            return null;
        }

        IEnumerable<string> seen = view.Snapshot.Services
            .SelectMany(service => service.Endpoints)
            .SelectMany(endpoint => endpoint.Sensitive)
            .Select(field => field.Kind);
        string[] known = [.. others, .. SensitiveKinds.Names.Union(seen).Order(StringComparer.Ordinal)];
        return known.Contains(kind) ? null : Problem.OfParameter(parameter, "write " + string.Join(", ", known));
    }
}
