namespace PodMirror.Agent.Queue;

/// <summary>One destination's share of the queue.</summary>
/// <param name="Name">By which it is known again after a restart.</param>
/// <param name="MaxBytes">Bound of what waits for it, in bytes as they are on the disk.</param>
/// <param name="MaxAge">How long a batch may wait for it.</param>
/// <param name="Full">What happens at the bound.</param>
internal sealed record DestinationOptions(string Name, long MaxBytes, TimeSpan MaxAge, FullPolicy Full);
