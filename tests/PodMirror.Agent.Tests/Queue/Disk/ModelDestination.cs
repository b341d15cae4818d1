namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>What a destination has done, as a test knows it, over crashes.</summary>
internal sealed class ModelDestination
{
    /// <summary>Settled at some time.</summary>
    public HashSet<int> Settled { get; } = [];

    /// <summary>Settled in this run.</summary>
    public HashSet<int> SettledNow { get; } = [];

    /// <summary>
    /// Settled before a batch was sent that was acknowledged, or before an orderly end: it is written down by then, and these never come again.
    /// </summary>
    public HashSet<int> SettledForGood { get; } = [];

    /// <summary>Spans of what the queue let go of, over all runs.</summary>
    public long Dropped { get; set; }
}
