namespace PodMirror.Spans;

/// <summary>
/// Input of a decoder that makes no output: codes, tables and empty frames, which cost work that no bound on output sees. A block is read
/// before it is written, so only what no output ever follows adds up.
/// </summary>
/// <param name="budget">What the work is taken from.</param>
/// <param name="stepsOfByte">Steps that a byte of it costs.</param>
internal struct ExcessInput(DecodeBudget budget, int stepsOfByte)
{
    private int _excess;
    private int _counted;

    /// <summary>Takes what a call of the decoder read and wrote.</summary>
    internal void Take(int consumed, int written)
    {
        _excess += consumed - written;
        int more = Math.Max(0, _excess - _counted);
        _counted += more;
        budget.TrySpend(more * stepsOfByte);
    }
}
