namespace PodMirror.Agent.Tests.Forwarding.Faults;

/// <summary>What the agent must make of what a backend did with a request.</summary>
internal enum FaultEnd
{
    /// <summary>The backend has it, and the agent knows.</summary>
    Taken,

    /// <summary>As before, but for the first span, which is dropped.</summary>
    TakenButOne,

    /// <summary>It is dropped.</summary>
    Dropped,

    /// <summary>The backend has it and the agent cannot know: it comes again.</summary>
    TakenUnknown,

    /// <summary>It comes again.</summary>
    Repeated,
}
