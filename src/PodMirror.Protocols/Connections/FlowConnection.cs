using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>What a flow speaks: the readers of its two directions, and the exchanges that they make together.</summary>
internal abstract class FlowConnection
{
    /// <summary>Whether messages are held, under way or waiting.</summary>
    public abstract bool HoldsMemory { get; }

    /// <summary>The reader of a direction.</summary>
    public abstract DirectionReader ReaderOf(FlowSide side);

    /// <summary>Gives out what has lasted too long.</summary>
    public abstract void OnTime(long nowNs);

    /// <summary>The flow is over: what was under way is given out as it is.</summary>
    /// <param name="why">What to say of exchanges that had not ended.</param>
    public abstract void Finish(Anomalies why);
}
