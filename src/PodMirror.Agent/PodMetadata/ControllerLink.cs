namespace PodMirror.Agent.PodMetadata;

/// <summary>Which controller an owner of Pods has.</summary>
/// <param name="Controller">The controller, or <see cref="PodMetadata.Controller.Nobody"/>.</param>
/// <param name="Kind">The kind of controllers of the watch that told of it.</param>
/// <param name="List">The list that told of it last.</param>
internal readonly record struct ControllerLink(Controller Controller, WorkloadKind Kind, int List);
