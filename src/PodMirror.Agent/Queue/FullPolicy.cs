namespace PodMirror.Agent.Queue;

/// <summary>What happens when a destination's share of the queue is full. Either is counted.</summary>
internal enum FullPolicy
{
    /// <summary>The oldest batches of this destination make room: what is new is worth more, and nobody else notices.</summary>
    DropOldest,

    /// <summary>Senders are told to come back: nothing that was acknowledged is lost, and no other destination gets anything meanwhile.</summary>
    Refuse,
}
