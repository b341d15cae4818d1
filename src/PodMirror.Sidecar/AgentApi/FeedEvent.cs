namespace PodMirror.Sidecar.AgentApi;

/// <summary>What a feed brings: a call, or a notice.</summary>
/// <param name="Row">A call.</param>
/// <param name="Notice">A line for people, when there is no call.</param>
/// <param name="Lost">How many calls are known to have been lost since the event before.</param>
internal readonly record struct FeedEvent(LiveRow? Row, string? Notice = null, long Lost = 0);
