using PodMirror.Agent.Forwarding;
using PodMirror.Agent.Probe;

namespace PodMirror.Agent.Configuration;

/// <summary>What the agent does to be known of. docs/agent.md says more about each.</summary>
internal sealed record SelfOptions
{
    /// <summary>The prober; null when there is none.</summary>
    public ProbeOptions? Probe { get; init; }

    /// <summary>Where its own metrics go; null for nowhere, unless a variable says where.</summary>
    public ForwardTarget? ExportMetrics { get; init; }
}
