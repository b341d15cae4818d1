namespace PodMirror.TestKit;

/// <summary>Measures what code allocates on the thread that runs it.</summary>
public static class Allocation
{
    /// <summary>The rounds of <see cref="Least(Action)"/>.</summary>
    public const int Rounds = 5;

    /// <summary>Gives the least number of bytes that the action allocated in one of its rounds.</summary>
    /// <remarks>
    /// A collection that another test sets off takes away what is left of this thread's allocation buffer, up to 8 KiB, which then
    /// counts as allocated by chance; what the action allocates, it allocates in every round.
    /// </remarks>
    public static long Least(Action action) =>
        Least(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

    /// <summary>The same for a round that itself tells which of its bytes count.</summary>
    public static long Least(Func<long> allocatedInRound) => Enumerable.Range(0, Rounds).Min(_ => allocatedInRound());
}
