namespace PodMirror.Spans;

/// <summary>Who has the metrics that a <see cref="MetricsExporter"/> sends, and hears what becomes of them.</summary>
public interface IMetricsReporter
{
    /// <summary>Writes a request of the metrics as they are now, valid until the next; empty when it would be larger than receivers take.</summary>
    ReadOnlyMemory<byte> Write();

    /// <summary>A request came to its end.</summary>
    /// <param name="isExported">Whether a receiver has it.</param>
    /// <param name="rejectedPoints">How many of its points the receiver did not take.</param>
    void OnEnd(bool isExported, long rejectedPoints);

    /// <summary>Something changed: a line for people, once and not for each request.</summary>
    void OnNotice(string line);
}
