namespace PodMirror.Injection;

/// <summary>What becomes of a Pod, and why.</summary>
/// <param name="Reason">Why.</param>
public sealed record InjectionDecision(InjectionReason Reason)
{
    /// <summary>What the reason does not say: the annotation that is wrong, the container whose name is taken; else null.</summary>
    public string? Detail { get; init; }

    /// <summary>What is captured, when the Pod is injected.</summary>
    public MirrorMode Mode { get; init; }

    /// <summary>Whether an annotation says the mode; where none does, settings that the Pod takes while it runs may change it.</summary>
    public bool IsModeGiven { get; init; }

    /// <summary>What mirror gets, when the Pod is injected.</summary>
    public ContainerResources? MirrorResources { get; init; }

    /// <summary>What tme gets, when the Pod is injected.</summary>
    public ContainerResources? TmeResources { get; init; }

    /// <summary>What the person should know although it changes nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether containers are added now.</summary>
    public bool IsInjected => Reason == InjectionReason.Injected;
}
