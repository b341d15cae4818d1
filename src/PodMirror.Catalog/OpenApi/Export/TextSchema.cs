namespace PodMirror.Catalog.OpenApi.Export;

/// <summary>What a parameter takes that is sent as text, in a query or a header field.</summary>
internal static class TextSchema
{
    /// <summary>
    /// Of what was seen of it at one or several endpoints: these may differ in what it takes, as two spellings of one name may. Where everything is
    /// text, a number beside other texts is one of them.
    /// </summary>
    public static SchemaSnapshot OfAll(IReadOnlyList<SchemaSnapshot> same)
    {
        SchemaSnapshot seen = same.Count == 1 ? same[0] : new SchemaSnapshot { Types = [.. same.SelectMany(s => s.Types).Distinct()] };
        return seen.Types.Count > 1 && seen.Types.Contains("string") ? new SchemaSnapshot { Types = ["string"], Seen = seen.Seen } : seen;
    }
}
