namespace PodMirror.Spans;

/// <summary>What sampling says of an exchange.</summary>
public enum SamplingOutcome
{
    /// <summary>It becomes a span.</summary>
    Kept,

    /// <summary>Its caller does not record the trace, and that is respected.</summary>
    NotRecorded,

    /// <summary>It is not of the share that is kept.</summary>
    LeftOut,
}
