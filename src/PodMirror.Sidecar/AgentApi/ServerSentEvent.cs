namespace PodMirror.Sidecar.AgentApi;

/// <summary>One server-sent event.</summary>
/// <param name="Name">What kind it is.</param>
/// <param name="Data">Its data.</param>
internal readonly record struct ServerSentEvent(string Name, ReadOnlyMemory<byte> Data);
