namespace PodMirror.Catalog;

/// <summary>A place in the calls of an endpoint where values of a sensitive kind were found.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Where">The place, as spans name it.</param>
/// <param name="Matched">Calls in which it was found there.</param>
/// <param name="Seen">Calls that could have had it there: those with such a message.</param>
/// <param name="Flagged">Whether enough of them had it to call the field sensitive.</param>
/// <param name="Dismissed">Whether somebody said that it is not.</param>
public sealed record SensitiveSnapshot(string Kind, string Where, long Matched, long Seen, bool Flagged, bool Dismissed)
{
    /// <summary>The part of calls that had it, 0 to 1.</summary>
    public double Confidence => Seen == 0 ? 0 : Math.Min(1, (double)Matched / Seen);
}
