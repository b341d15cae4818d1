namespace PodMirror.Spans;

/// <summary>How one attempt ended.</summary>
/// <param name="Verdict">What follows from it.</param>
/// <param name="Reason">In words for a log: a status, or why there was none. Holds nothing of a request.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone, or null.</param>
/// <param name="RejectedSpans">
/// Spans, or data points, of an accepted request that the receiver did not take (partial success); they are never sent again.
/// </param>
public readonly record struct SendOutcome(SendVerdict Verdict, string Reason = "", TimeSpan? RetryAfter = null, long RejectedSpans = 0)
{
    /// <summary>All spans taken.</summary>
    public static SendOutcome Accepted => new(SendVerdict.Accepted);

    /// <summary>Whether the receiver knows nothing of the signal: HTTP status 404, gRPC status UNIMPLEMENTED.</summary>
    public bool IsUnknown { get; init; }
}
