using System.Text;
using PodMirror.Catalog.Endpoints;
using PodMirror.Catalog.OpenApi;

namespace PodMirror.Catalog.Drift;

/// <summary>
/// Holds the header fields of an endpoint's requests against the parameters that are described. What is not described is not told: clients, meshes
/// and proxies send fields of their own, which an API does not look at.
/// </summary>
internal static class HeaderComparer
{
    /// <summary>All that is not as described.</summary>
    public static void Compare(DescribedOperation operation, EndpointSnapshot endpoint, ChangeList changes)
    {
        foreach (DescribedParameter described in operation.Parameters.Where(p => p.In == "header" && IsCompared(p.Name)))
        {
            // Names do not know cases (RFC 9110 section 5.1).
            PropertySnapshot? seen = endpoint.HeaderParameters.FirstOrDefault(h => h.Name.Equals(described.Name, StringComparison.OrdinalIgnoreCase));
            string where = $"request.header:{described.Name.ToLowerInvariant()}";
            if (seen is not null)
            {
                ParameterComparer.CompareType(described, seen.Schema, where, changes);
            }

            // Of requests of which no field was shown nobody knows, and one that a limit left out may have been there.
            bool missing = !endpoint.HeadersCapped && (seen is null ? endpoint.HeadersShown > 0 : seen.Present < seen.Of);
            if (described.Required && missing)
            {
                changes.Add(where, "required parameter, and was missing");
            }
        }
    }

    // What the catalog does not keep cannot be missed.
    private static bool IsCompared(string name) =>
        Ascii.IsValid(name) && HeaderNames.IsParameter(Encoding.ASCII.GetBytes(name.ToLowerInvariant()));
}
