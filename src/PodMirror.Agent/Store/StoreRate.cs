namespace PodMirror.Agent.Store;

/// <summary>
/// How many spans a second are stored: recent traffic is for people, who read no ten thousand calls a second, and a store full of the last seconds
/// shows less than one of the last hour. What was saved up in quiet seconds may be used at once.
/// </summary>
internal sealed class StoreRate(long perSecond, TimeProvider clock)
{
    private const int SavedSeconds = 10;
    private readonly double _most = (double)perSecond * SavedSeconds;
    private double _saved = (double)perSecond * SavedSeconds;
    private long _refilledAt = clock.GetTimestamp();

    /// <summary>Takes one span's turn; false when this second has had its share.</summary>
    public bool TryTake()
    {
        long now = clock.GetTimestamp();
        _saved = Math.Min(_most, _saved + (clock.GetElapsedTime(_refilledAt, now).TotalSeconds * perSecond));
        _refilledAt = now;
        if (_saved < 1)
        {
            return false;
        }

        _saved--;
        return true;
    }
}
