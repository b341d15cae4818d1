namespace PodMirror.Spans;

/// <summary>A limit of spans a second as <see cref="SpanBucket"/> counts it: the time that each span uses up.</summary>
internal readonly struct SpanRate
{
    /// <summary>A bucket holds what a second brings: calls come in bursts, and a limit is meant for seconds.</summary>
    internal const long BurstNs = 1_000_000_000;

    /// <summary>The part of a limit that is told whole: 1 in 2, so that spans are reduced well before they are only counted.</summary>
    private const int WholePart = 2;

    /// <summary>A rate.</summary>
    /// <param name="perSecond">In [0, <see cref="BudgetLimits.MaxPerSecond"/>]; 0 is no limit.</param>
    internal SpanRate(int perSecond)
    {
        SpanNs = perSecond == 0 ? 0 : BurstNs / perSecond;

        // A limit of 1 has no half: its one span is told whole.
        WholeSpanNs = Math.Min(BurstNs, WholePart * SpanNs);
    }

    /// <summary>Nanoseconds that any span uses up; 0 without a limit.</summary>
    internal long SpanNs { get; }

    /// <summary>Nanoseconds that a whole span uses up.</summary>
    internal long WholeSpanNs { get; }

    /// <summary>Whether there is a limit at all.</summary>
    internal bool IsLimited => SpanNs != 0;
}
