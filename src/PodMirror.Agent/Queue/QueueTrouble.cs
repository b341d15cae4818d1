namespace PodMirror.Agent.Queue;

/// <summary>What keeps the queue from being written to or read. Changed by the queue's thread, read by anybody.</summary>
internal sealed class QueueTrouble(TimeProvider clock, ILogger log)
{
    private volatile string? _reason = "not open";
    private long _lastFault;
    private bool _isWritten;

    /// <summary>The first line of it; null while all is well.</summary>
    public string? Reason => _reason;

    /// <summary>The file is open for the first time.</summary>
    public void OnOpened() => _reason = null;

    /// <summary>Something failed. What fails again before all was well is the same trouble, logged once.</summary>
    public void OnFault(string reason)
    {
        if (_reason is null)
        {
            QueueLog.Failing(log, reason);
        }

        (_reason, _lastFault, _isWritten) = (reason, clock.GetTimestamp(), false);
    }

    /// <summary>A transaction is on the disk.</summary>
    public void OnWritten() => _isWritten = true;

    /// <summary>All is well again once something could be written and nothing has failed for a while: on a full disk a little can go well.</summary>
    public void Review()
    {
        if (_reason is not null && _isWritten && clock.GetElapsedTime(_lastFault) >= QueueLimits.TroubleHold)
        {
            QueueLog.Recovered(log);
            _reason = null;
        }
    }
}
