namespace PodMirror.Spans;

/// <summary>What a receiver made of one request.</summary>
public enum SendVerdict
{
    /// <summary>It took it, all or in part.</summary>
    Accepted,

    /// <summary>It may take it later.</summary>
    Retryable,

    /// <summary>It will never take it.</summary>
    Refused,
}
