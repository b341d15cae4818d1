namespace PodMirror.Spans;

/// <summary>The numbers of Span's fields and of what is in them (opentelemetry-proto, trace.proto).</summary>
internal static class SpanFields
{
    internal const int TraceId = 1;
    internal const int SpanId = 2;
    internal const int TraceState = 3;
    internal const int ParentSpanId = 4;
    internal const int Name = 5;
    internal const int Kind = 6;
    internal const int StartTime = 7;
    internal const int EndTime = 8;
    internal const int DroppedAttributesCount = 10;
    internal const int Events = 11;
    internal const int DroppedEventsCount = 12;
    internal const int Status = 15;
    internal const int Flags = 16;

    internal const int EventTime = 1;
    internal const int EventName = 2;

    internal const int StatusMessage = 2;
    internal const int StatusCode = 3;
    internal const ulong StatusError = 2;
    internal const ulong KindServer = 2;
    internal const ulong KindClient = 3;

    internal const uint FlagSampled = 0x001;
    internal const uint FlagIsRemoteKnown = 0x100;
    internal const uint FlagIsRemote = 0x200;
}
