namespace PodMirror.Agent.PodMetadata;

/// <summary>Which controller an owner of Pods has.</summary>
/// <param name="Controller">The controller.</param>
/// <param name="List">The list that told of it last.</param>
internal readonly record struct ControllerLink(Controller Controller, int List);
