using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Tallies that nobody uses, by what they count. Owned by one thread.</summary>
internal sealed class TallyPool(MirrorLedger ledger)
{
    /// <summary>Unused tallies kept of each kind: two for each of a busy Pod's calls under way.</summary>
    private const int MaxFree = 1024;

    private readonly Stack<FramedTally>[] _free = [new(), new(), new(), new(), new()];

    /// <summary>A tally as new.</summary>
    /// <param name="framing">What it is to count; not <see cref="ContentFraming.None"/>.</param>
    public FramedTally Rent(ContentFraming framing)
    {
        if (!_free[(int)framing].TryPop(out FramedTally? tally))
        {
            tally = Make(framing);
        }

        tally.Reset();
        return tally;
    }

    public void Return(FramedTally tally)
    {
        Stack<FramedTally> free = _free[(int)tally.Framing];
        if (free.Count < MaxFree)
        {
            free.Push(tally);
        }
    }

    private FramedTally Make(ContentFraming framing) => framing switch
    {
        ContentFraming.Grpc => new GrpcTally(ledger),
        ContentFraming.GrpcWebText => new GrpcWebTextTally(ledger),
        ContentFraming.EventStream => new EventStreamTally(ledger),
        _ => new WebSocketTally(ledger),
    };
}
