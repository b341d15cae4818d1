namespace PodMirror.Sidecar.Top;

/// <summary>
/// Values of a path that are sure by their looks alone: numbers and UUIDs. For what the catalog has no endpoint of, as a path that always fails, of
/// which each id would be a row.
/// </summary>
internal static class ValueLooks
{
    private const string Value = "{id}";

    /// <summary>The path with its values as parameters; null when it has none.</summary>
    internal static string? TemplateOf(string path)
    {
        string[] segments = path.Split('/');
        string[] shown = Array.ConvertAll(segments, segment => IsValue(segment) ? Value : segment);
        return segments.SequenceEqual(shown) ? null : string.Join('/', shown);
    }

    private static bool IsValue(string segment) =>
        (segment.Length > 0 && !segment.AsSpan().ContainsAnyExceptInRange('0', '9')) || Guid.TryParseExact(segment, "D", out _);
}
