namespace PodMirror.Agent.Probe;

/// <summary>How a probe ended. The names, in snake case, are the outcomes in metrics and reports.</summary>
internal enum ProbeOutcome
{
    /// <summary>Read back in time, each field as it was sent.</summary>
    Found,

    /// <summary>Accepted; there is no store that it could be read back from.</summary>
    Acknowledged,

    /// <summary>Read back as it was sent, but late.</summary>
    Late,

    /// <summary>Accepted, and not there by the time that it was given up.</summary>
    Missing,

    /// <summary>What was read back is not what was sent.</summary>
    Wrong,

    /// <summary>Accepted, but the API did not answer, or answered that it cannot read.</summary>
    Unreadable,

    /// <summary>The receiver answered with anything but success.</summary>
    Refused,

    /// <summary>The receiver did not answer: no connection, a handshake that failed, or a time-out.</summary>
    Unreachable,
}
