namespace PodMirror.Agent.Forwarding;

/// <summary>
/// Why a backend will never have spans that were sent to it; what the queue let go of before has reasons of its own,
/// <see cref="Queue.QueueDropReason"/>. The names, in snake case, are the reasons in the metrics.
/// </summary>
internal enum ForwardDropReason
{
    /// <summary>The backend refused the request by a status that must not be repeated.</summary>
    Refused,

    /// <summary>The backend accepted the request and not these spans of it (partial success).</summary>
    Rejected,

    /// <summary>No attempt succeeded in the time that a batch may wait.</summary>
    RetriesExhausted,

    /// <summary>A fault of the agent, which its log tells of.</summary>
    Internal,
}
