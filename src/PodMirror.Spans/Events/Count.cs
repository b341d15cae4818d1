namespace PodMirror.Spans;

/// <summary>Counts of the wire as OTLP has them.</summary>
internal static class Count
{
    /// <summary>A count as an attribute's number, which is signed.</summary>
    internal static long Of(ulong count) => (long)Math.Min(count, long.MaxValue);

    /// <summary>Writes how many of the messages are no events of the span.</summary>
    internal static void WriteDropped(ulong messages, int shown, ByteBuffer output)
    {
        ulong dropped = messages - Math.Min(messages, (ulong)shown);
        if (dropped > 0)
        {
            ProtoWriter.WriteVarintField(output, SpanFields.DroppedEventsCount, Math.Min(dropped, uint.MaxValue));
        }
    }
}
