namespace PodMirror.Agent.Queue;

/// <summary>Wakes whoever takes from the queue, a task or a thread: there may be something at hand.</summary>
internal sealed class ConsumerSignal : IDisposable
{
    private readonly SemaphoreSlim _forTask = new(0, 1);

    // For a thread: to wait on the semaphore it would spin first, some thousand times a second for nothing.
    private readonly AutoResetEvent _forThread = new(false);

    /// <summary>Waits until it is set.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _forTask.WaitAsync(cancellation);

    /// <summary>Waits until it is set, at most so long.</summary>
    public void Wait(TimeSpan atMost) => _forThread.WaitOne(atMost);

    /// <summary>Sets it. Under the queue's lock.</summary>
    public void Set()
    {
        if (_forTask.CurrentCount == 0)
        {
            _forTask.Release();
        }

        _forThread.Set();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _forTask.Dispose();
        _forThread.Dispose();
    }
}
