namespace PodMirror.Agent.Metrics;

/// <summary>A number that only grows, added to from any thread.</summary>
internal sealed class Counter
{
    private long _value;

    /// <summary>The sum so far.</summary>
    public long Value => Interlocked.Read(ref _value);

    /// <summary>Adds to the sum.</summary>
    public void Add(long count = 1) => Interlocked.Add(ref _value, count);
}
