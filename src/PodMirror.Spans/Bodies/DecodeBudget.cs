namespace PodMirror.Spans;

/// <summary>
/// The work that decoding one body may take beside its bytes, in steps of about a nanosecond: tables of codes, members and frames, which a few
/// bytes of input ask for again and again. It counts steps and not time, so that the same body always ends at the same place.
/// </summary>
internal sealed class DecodeBudget
{
    /// <summary>Steps for one body: fifty milliseconds or so, and ten times what an encoder that flushes after each line asks for.</summary>
    internal const int MaxSteps = 64 * 1024 * 1024;

    /// <summary>Steps of a block of deflate that brings its own codes: three tables are cleared and filled.</summary>
    internal const int TableSteps = 4096;

    /// <summary>Steps of a frame of zstd or a member of gzip: what a decoder does before its first byte.</summary>
    internal const int FrameSteps = 1024;

    /// <summary>
    /// Steps of a decoder that is made anew, which takes native memory and a handle: few enough are left for a body that the collector sees
    /// no more of them than of a quarter of a megabyte.
    /// </summary>
    internal const int DecoderSteps = 16 * FrameSteps;

    private int _left = MaxSteps;

    /// <summary>Begins a body.</summary>
    internal void Refill() => _left = MaxSteps;

    /// <summary>Takes steps; false when they are used up, which ends the body here.</summary>
    internal bool TrySpend(int steps)
    {
        _left -= Math.Min(steps, _left);
        return _left > 0;
    }
}
