namespace PodMirror.Spans;

/// <summary>Why spans were not exported.</summary>
public enum DropReason
{
    /// <summary>The queue was full.</summary>
    QueueFull,

    /// <summary>The receiver refused the request by a status that must not be repeated.</summary>
    Refused,

    /// <summary>The receiver accepted the request and not these spans of it (partial success).</summary>
    Rejected,

    /// <summary>No attempt succeeded in the time that a request may take.</summary>
    RetriesExhausted,

    /// <summary>The grace period ended first.</summary>
    Shutdown,
}
