namespace PodMirror.Agent.Receiver;

/// <summary>What one request holds of a <see cref="ByteBudget"/>: grows as bytes arrive, is given back once.</summary>
internal sealed class BudgetLease(ByteBudget budget)
{
    /// <summary>What even an empty request costs: its objects in the queue.</summary>
    private const long MinimumBytes = 512;
    private long _held;

    /// <summary>Bytes held now.</summary>
    public long Held => _held;

    /// <summary>Makes the lease hold at least the given bytes; false when the budget has no more, and then it holds what it held.</summary>
    public bool TryGrowTo(long bytes)
    {
        long wanted = Math.Max(bytes, MinimumBytes) - _held;
        if (wanted <= 0)
        {
            return true;
        }

        if (!budget.TryTake(wanted))
        {
            return false;
        }

        _held += wanted;
        return true;
    }

    /// <summary>Gives back what the lease holds beyond the given bytes, if anything.</summary>
    public void ShrinkTo(long bytes)
    {
        long kept = Math.Min(Math.Max(bytes, MinimumBytes), _held);
        budget.GiveBack(_held - kept);
        _held = kept;
    }

    /// <summary>Gives everything back; a second call, from any thread, does nothing.</summary>
    public void GiveBack()
    {
        budget.GiveBack(Interlocked.Exchange(ref _held, 0));
    }
}
