namespace PodMirror.Agent.Store;

/// <summary>Where recent traffic is kept, and how much of it.</summary>
/// <param name="Directory">The directory of the file, or null to keep it in memory.</param>
/// <param name="MaxBytes">Bound of the file with its journal; at least <see cref="StoreLimits.MinMaxBytes"/>.</param>
/// <param name="MaxAge">How long after its arrival a row is kept.</param>
/// <param name="MaxSpansPerSecond">How many spans a second are stored, of those that come.</param>
internal sealed record StoreOptions(string? Directory, long MaxBytes, TimeSpan MaxAge, long MaxSpansPerSecond = long.MaxValue);
