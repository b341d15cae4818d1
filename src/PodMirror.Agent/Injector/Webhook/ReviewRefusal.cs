namespace PodMirror.Agent.Injector.Webhook;

/// <summary>Why a request got no review's answer. The names, in snake case, are the reasons in the metrics.</summary>
internal enum ReviewRefusal
{
    /// <summary>Another path.</summary>
    NotFound,

    /// <summary>Not a POST.</summary>
    MethodNotAllowed,

    /// <summary>Not application/json.</summary>
    UnsupportedMediaType,

    /// <summary>Longer than any review.</summary>
    TooLarge,

    /// <summary>Too many at once.</summary>
    Overload,

    /// <summary>Not an AdmissionReview of a version that is known.</summary>
    NoReview,

    /// <summary>The sender went away, or took too long.</summary>
    ClientGone,
}
