using PodMirror.Injection;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.Explain;

/// <summary>What was read of the cluster.</summary>
/// <param name="Target">What is to be explained.</param>
/// <param name="Namespace">The name of its namespace.</param>
/// <param name="Workload">The object.</param>
internal sealed record ExplainFacts(ExplainTarget Target, string Namespace, Workload Workload)
{
    /// <summary>Its namespace; null when it could not be read.</summary>
    internal required NamespaceFacts? Facts { get; init; }

    /// <summary>Why its namespace could not be read.</summary>
    internal required string NamespaceFault { get; init; }

    /// <summary>Why the nodes could not be listed; null when they could, or when the settings decide over the form without them.</summary>
    internal required string? NodesFault { get; init; }

    /// <summary>The settings.</summary>
    internal required InjectionOptions Options { get; init; }

    /// <summary>Whether the settings are the release's; else they are those of a release as it comes.</summary>
    internal required bool AreSettingsRead { get; init; }

    /// <summary>Where the settings are from.</summary>
    internal required string SettingsSource { get; init; }

    /// <summary>Where the release is.</summary>
    internal required ReleaseNames Release { get; init; }

    /// <summary>The answer to the question for the webhook's configuration.</summary>
    internal required Found Webhook { get; init; }

    /// <summary>The Pod, when it is one; else null.</summary>
    internal PodView? Pod { get; init; }

    /// <summary>The workload's Pods; none when it is a Pod, or they could not be listed.</summary>
    internal ExplainPods Pods { get; init; } = ExplainPods.None;
}
