namespace PodMirror.Agent.Catalog.Descriptions;

/// <summary>
/// Lets one of two do something: who asked for it and does not wait any longer takes the turn away from who would have done it, unless that one has
/// begun.
/// </summary>
internal sealed class SingleTurn
{
    private int _taken;

    /// <summary>Takes the turn; false when the other has it.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;
}
