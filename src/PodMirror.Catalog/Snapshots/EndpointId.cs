using PodMirror.Catalog.Endpoints;
using PodMirror.Catalog.Paths;

namespace PodMirror.Catalog.Snapshots;

/// <summary>
/// Makes the ids of endpoints: a hash of what names one, in which every parameter is the same. Two of 8192 fall together once in 5 * 10^11 catalogs.
/// </summary>
internal static class EndpointId
{
    // No part holds it, so that no two lists of parts have one hash.
    private const string End = "\0";
    private const string AnyParameter = "{}";

    /// <summary>Of a place.</summary>
    public static ulong OfPlace(string service, PathNode node)
    {
        List<string> segments = [];
        for (PathNode at = node; at.Parent is not null; at = at.Parent)
        {
            segments.Add(at.IsParameter ? AnyParameter : at.Literal);
        }

        ulong hash = With(TextHash.Empty, service);
        for (int i = segments.Count - 1; i >= 0; i--)
        {
            hash = With(hash, segments[i]);
        }

        return hash;
    }

    /// <summary>Of what ends at a place.</summary>
    public static ulong Of(ulong place, EndpointState endpoint)
    {
        Span<char> kind = [(char)('0' + (int)endpoint.Kind)];
        return With(With(With(place, kind), endpoint.Method), endpoint.Operation);
    }

    private static ulong With(ulong hash, ReadOnlySpan<char> part) => TextHash.Of(End, TextHash.Of(part, hash));
}
