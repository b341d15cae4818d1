using PodMirror.Agent.Forwarding;

namespace PodMirror.Agent.Configuration;

/// <summary>What the agent does to be known of. docs/agent.md says more about each.</summary>
internal sealed record SelfOptions
{
    /// <summary>Where its own metrics go; null for nowhere, unless a variable says where.</summary>
    public ForwardTarget? ExportMetrics { get; init; }
}
