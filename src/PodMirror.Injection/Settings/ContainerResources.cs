namespace PodMirror.Injection;

/// <summary>The resources of one container: always requests and limits of both, as quotas and autoscalers want them.</summary>
/// <param name="Cpu">Processor, in cores.</param>
/// <param name="Memory">Memory, in bytes.</param>
public sealed record ContainerResources(ResourceAmounts Cpu, ResourceAmounts Memory);
