namespace PodMirror.Agent.Queue;

/// <summary>What is known of a batch without reading it.</summary>
/// <param name="Id">Its place in the queue; ids grow by one from batch to batch.</param>
/// <param name="ReceivedNs">When it came, by the queue's clock: Unix time in nanoseconds.</param>
/// <param name="Spans">Readable spans in it.</param>
/// <param name="Bytes">Its bytes on the disk.</param>
internal readonly record struct BatchHead(long Id, long ReceivedNs, int Spans, long Bytes);
