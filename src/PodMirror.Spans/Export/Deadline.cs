using System.Globalization;

namespace PodMirror.Spans;

/// <summary>The time limit of one attempt.</summary>
internal static class Deadline
{
    /// <summary>Cancels the attempt when its time is over; disposing takes that back.</summary>
    internal static ITimer Set(TimeProvider time, CancellationTokenSource attempt, TimeSpan timeout) =>
        time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), attempt, timeout, Timeout.InfiniteTimeSpan);

    /// <summary>The outcome of an attempt whose time is over.</summary>
    internal static SendOutcome Passed(TimeSpan timeout) =>
        new(SendVerdict.Retryable, string.Create(CultureInfo.InvariantCulture, $"no answer within {timeout.TotalSeconds} s"));
}
