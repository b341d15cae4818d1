namespace PodMirror.Agent.Queue;

/// <summary>What the file says of the batches beside the batches: how far each destination is, and which are to be there.</summary>
/// <param name="Destinations">How far each is.</param>
/// <param name="Tail">The last batch that was written; 0 where nothing says so.</param>
/// <param name="Lost">Those that could not be saved when a file before this one was damaged, as if it were done with them.</param>
internal sealed record KnownPlaces(IReadOnlyDictionary<string, Cursor> Destinations, long Tail, Cursor Lost)
{
    /// <summary>Nothing is known.</summary>
    public static KnownPlaces None { get; } = new(new Dictionary<string, Cursor>(), 0, new Cursor(0));

    /// <summary>The first batch that one of these destinations waits for; 0 where none of them is known.</summary>
    public long FirstOpen(IEnumerable<string> destinations) =>
        destinations.Where(Destinations.ContainsKey).Select(name => Destinations[name].DoneTo + 1).DefaultIfEmpty(0).Min();
}
