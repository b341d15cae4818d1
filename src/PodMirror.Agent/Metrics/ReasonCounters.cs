using System.Runtime.CompilerServices;

namespace PodMirror.Agent.Metrics;

/// <summary>One counter for each member of an enum of reasons, whose values are 0, 1, 2 and so on.</summary>
internal sealed class ReasonCounters<TReason>
    where TReason : struct, Enum
{
    private readonly long[] _values = new long[Enum.GetValues<TReason>().Length];

    /// <summary>The sum over all reasons.</summary>
    public long Total
    {
        get
        {
            long sum = 0;
            for (int i = 0; i < _values.Length; i++)
            {
                sum += Interlocked.Read(ref _values[i]);
            }

            return sum;
        }
    }

    /// <summary>Adds to one reason.</summary>
    public void Add(TReason reason, long count = 1) => Interlocked.Add(ref _values[Index(reason)], count);

    /// <summary>The count of one reason.</summary>
    public long this[TReason reason] => Interlocked.Read(ref _values[Index(reason)]);

    private static int Index(TReason reason) => Unsafe.As<TReason, int>(ref reason);
}
