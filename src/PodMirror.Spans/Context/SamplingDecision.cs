namespace PodMirror.Spans;

/// <summary>What the caller said about recording its trace.</summary>
internal enum SamplingDecision : byte
{
    /// <summary>Nothing, or that whoever comes next shall decide (B3 without a sampled field).</summary>
    Deferred,

    /// <summary>That it is recorded.</summary>
    Sampled,

    /// <summary>That it is not.</summary>
    NotSampled,
}
