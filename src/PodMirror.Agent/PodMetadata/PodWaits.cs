using System.Collections.Concurrent;

namespace PodMirror.Agent.PodMetadata;

/// <summary>
/// Requests that wait for Pods which no watch has told of yet. The API server is asked nothing: its load goes with the cluster's changes and not
/// with spans. A Pod that was waited for in vain is not waited for again.
/// </summary>
internal sealed class PodWaits(IPodLookup pods, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _waiting = new();
    private readonly ConcurrentDictionary<Guid, bool> _strangers = new();
    private int _waits;

    /// <summary>A Pod came. Called by the watch.</summary>
    public void OnAdded(Guid uid)
    {
        if (!_waiting.IsEmpty && _waiting.TryRemove(uid, out TaskCompletionSource? waiting))
        {
            waiting.TrySetResult();
        }
    }

    /// <summary>Whether it was waited for in vain.</summary>
    public bool IsStranger(Guid uid) => _strangers.ContainsKey(uid);

    /// <summary>Waits until a Pod is known.</summary>
    /// <param name="uid">The Pod.</param>
    /// <param name="longest">For so long at most.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<WaitResult> WaitAsync(Guid uid, TimeSpan longest, CancellationToken cancel)
    {
        if (Interlocked.Increment(ref _waits) > MetadataLimits.MaxWaiting)
        {
            Interlocked.Decrement(ref _waits);
            return WaitResult.Busy;
        }

        try
        {
            TaskCompletionSource waiting =
                _waiting.GetOrAdd(uid, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (!pods.TryFind(uid, out _))
            {
                await waiting.Task.WaitAsync(longest, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            _waiting.TryRemove(uid, out _);
            return pods.TryFind(uid, out _) ? WaitResult.Found : Remember(uid);
        }
        finally
        {
            Interlocked.Decrement(ref _waits);
        }
    }

    private WaitResult Remember(Guid uid)
    {
        // Begun anew when it is full: then each is waited for once more.
        if (_strangers.Count >= MetadataLimits.MaxStrangers)
        {
            _strangers.Clear();
        }

        _strangers[uid] = true;
        return WaitResult.NotFound;
    }
}
