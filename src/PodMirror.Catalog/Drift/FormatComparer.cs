using PodMirror.Catalog.OpenApi;

namespace PodMirror.Catalog.Drift;

/// <summary>
/// Holds the format that all strings of a place have against those that are described. Only so is it sure: strings that have none in common may be
/// hidden ones, or of a format that the catalog does not know.
/// </summary>
internal static class FormatComparer
{
    // Those of which the catalog tells when a string has not got them. Not uri, which an address of IPv6 may be by the grammar.
    private static readonly HashSet<string> Known = ["date-time", "date", "uuid", "email", "ipv4", "ipv6"];

    /// <summary>The formats that a schema asks of strings; null when it asks for none that could be told from others.</summary>
    public static HashSet<string>? Of(DescribedSchema schema) => schema.Format is { } format && Known.Contains(format) ? [format] : null;

    /// <summary>Tells another format than those that are described.</summary>
    public static void Compare(SchemaView view, SchemaSnapshot seen, string where, ChangeList changes)
    {
        if (view.Formats is { } described && seen.Format is { } format && !described.Contains(format) && !seen.IsHidden)
        {
            changes.Add(where, $"{string.Join(" or ", described.Order(StringComparer.Ordinal))} is described, {format} was seen");
        }
    }
}
