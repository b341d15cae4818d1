namespace PodMirror.Spans;

/// <summary>The waits between the attempts at one request: exponential, with jitter, so that a thousand Pods do not come back at once.</summary>
/// <param name="options">The figures.</param>
/// <param name="random">For the jitter.</param>
public sealed class BackOff(RetryOptions options, Random random)
{
    // Half of the wait is certain, half is chance.
    private const double JitterShare = 0.5;

    private TimeSpan _next = options.Initial;

    /// <summary>The wait before the next attempt.</summary>
    /// <param name="asked">What the receiver asked for; it is waited for at least, and no jitter makes it shorter.</param>
    /// <param name="elapsed">Time since the first attempt.</param>
    /// <param name="wait">The wait.</param>
    /// <returns>False when the attempt would come after the request is given up.</returns>
    public bool TryNext(TimeSpan? asked, TimeSpan elapsed, out TimeSpan wait)
    {
        TimeSpan own = _next * (1 - (JitterShare * random.NextDouble()));
        _next = TimeSpan.FromTicks(Math.Min((_next * options.Factor).Ticks, options.Longest.Ticks));
        wait = asked is { } least && least > own ? least : own;
        return wait <= options.GiveUpAfter - elapsed;
    }
}
