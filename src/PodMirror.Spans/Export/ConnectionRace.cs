namespace PodMirror.Spans;

/// <summary>
/// Connects to the first of some places that answers. Each has a head start before the next, so that one that says nothing costs that and not the
/// time-out, and one that refuses costs nothing (RFC 8305 section 5, Connection Attempt Delay).
/// </summary>
/// <typeparam name="TPlace">What is connected to.</typeparam>
/// <param name="connect">Connects to one place.</param>
/// <param name="time">The clock of head starts.</param>
internal sealed class ConnectionRace<TPlace>(Func<TPlace, CancellationToken, Task<Stream>> connect, TimeProvider time)
{
    /// <summary>The figure that the RFC recommends: longer than most round trips, shorter than anybody minds.</summary>
    internal static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Runs it; one place at least. Returns the stream of the winner, and the places that had their head start and did not answer within it, or
    /// failed. Throws what the last one said when all fail.
    /// </summary>
    internal async Task<(Stream Stream, IReadOnlyList<TPlace> Losers)> RunAsync(IReadOnlyList<TPlace> places, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = new List<(Task<Stream> Attempt, TPlace Place)>();
        var losers = new List<TPlace>();
        int next = 0;
        try
        {
            while (true)
            {
                if (next < places.Count)
                {
                    running.Add((connect(places[next], over.Token), places[next]));
                    next++;
                }

                await NextTurnAsync(running, isLast: next == places.Count, over.Token);
                while (running.FindIndex(runner => runner.Attempt.IsCompleted) is >= 0 and int ended)
                {
                    (Task<Stream> attempt, TPlace place) = running[ended];
                    running.RemoveAt(ended);
                    if (attempt.IsCompletedSuccessfully)
                    {
                        // The last runner had no head start over anybody: it may be as good as the winner.
                        losers.AddRange(running.Select(runner => runner.Place).TakeWhile(other => !Equals(other, places[next - 1])));
                        return (await attempt, losers);
                    }

                    losers.Add(place);
                    if (running.Count == 0 && next == places.Count)
                    {
                        return (await attempt, losers);
                    }
                }
            }
        }
        finally
        {
            await over.CancelAsync();
            running.ForEach(runner => _ = DiscardAsync(runner.Attempt));
        }
    }

    /// <summary>Waits until one of the runners has ended, or the head start of the last is over.</summary>
    private async Task NextTurnAsync(List<(Task<Stream> Attempt, TPlace Place)> running, bool isLast, CancellationToken cancellation)
    {
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task headStart = Task.Delay(isLast ? Timeout.InfiniteTimeSpan : HeadStart, time, turn.Token);
        await Task.WhenAny([headStart, .. running.Select(runner => runner.Attempt)]);
        await turn.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    private static async Task DiscardAsync(Task<Stream> attempt)
    {
        try
        {
            await (await attempt).DisposeAsync();
        }
#pragma warning disable CA1031 // it was called off: however it ended, nobody waits for it
        catch (Exception)
#pragma warning restore CA1031
        {
            // As it was asked to.
        }
    }
}
