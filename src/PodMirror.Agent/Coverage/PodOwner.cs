namespace PodMirror.Agent.Coverage;

/// <summary>Who made a Pod: the workload to tell, or to restart.</summary>
/// <param name="ApiVersion">Group and version.</param>
/// <param name="Kind">Its kind, such as <c>ReplicaSet</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its uid.</param>
internal sealed record PodOwner(string ApiVersion, string Kind, string Name, string Uid);
