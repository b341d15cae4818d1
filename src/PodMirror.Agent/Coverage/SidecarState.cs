namespace PodMirror.Agent.Coverage;

/// <summary>How one of our containers is, as its kubelet tells.</summary>
/// <param name="Name"><c>mirror</c> or <c>tme</c>.</param>
/// <param name="IsReady">Whether it runs.</param>
/// <param name="Restarts">How often it was started again.</param>
/// <param name="Waiting">Why it does not run, such as <c>ImagePullBackOff</c>; null when it does, or nothing is told.</param>
internal sealed record SidecarState(string Name, bool IsReady, int Restarts, string? Waiting);
