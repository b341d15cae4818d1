namespace PodMirror.Agent.Tests.Forwarding.Faults;

/// <summary>What a backend does with one request.</summary>
internal enum Fault
{
    /// <summary>Takes it and says so.</summary>
    None,

    /// <summary>Takes it but for the first span (partial success).</summary>
    Rejects,

    /// <summary>Answers a code after which the specification has the request repeated, and takes nothing.</summary>
    Retryable,

    /// <summary>Answers a code after which the specification has it thrown away.</summary>
    Refused,

    /// <summary>Takes it and hangs up before a word.</summary>
    HangsUp,

    /// <summary>Takes it and hangs up within the answer, before it says how the request ended.</summary>
    HangsUpWithin,

    /// <summary>Takes it and never answers: it is longer than the time-out.</summary>
    Silent,

    /// <summary>Takes it and answers what is no answer of its protocol.</summary>
    Garbled,

    /// <summary>Takes it and says of its answer that it is longer than it is.</summary>
    LiesLong,

    /// <summary>Takes it and says of its answer that it is shorter than it is.</summary>
    LiesShort,

    /// <summary>Takes it and answers without end.</summary>
    Endless,
}
