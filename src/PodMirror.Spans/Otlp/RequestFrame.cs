namespace PodMirror.Spans;

/// <summary>
/// What is around the spans or metrics of a request: a resource and a scope, by the same field numbers in both signals.
/// <code>
/// request 1 ── ResourceSpans, ResourceMetrics ── 1 resource
///                                             ├─ 3 schema_url
///                                             └─ 2 ScopeSpans, ScopeMetrics ── 1 scope
///                                                                           ├─ 3 schema_url
///                                                                           └─ 2 each span or metric
/// </code>
/// </summary>
internal readonly struct RequestFrame
{
    /// <summary>The number of a span in ScopeSpans, and of a metric in ScopeMetrics.</summary>
    internal const int ItemsField = 2;

    private const int ResourceLevelField = 1;
    private const int ScopeLevelField = 2;
    private const int SchemaUrlField = 3;

    private readonly int _resourceLevel;
    private readonly int _scopeLevel;

    /// <summary>Begins a request; items are appended behind it.</summary>
    internal RequestFrame(ByteBuffer output, SpanSource source)
    {
        _resourceLevel = ProtoWriter.BeginMessage(output, ResourceLevelField);
        output.Append(source.Resource);
        ProtoWriter.WriteBytesField(output, SchemaUrlField, SpanSource.SchemaUrl);
        _scopeLevel = ProtoWriter.BeginMessage(output, ScopeLevelField);
        output.Append(source.Scope);
        ProtoWriter.WriteBytesField(output, SchemaUrlField, SpanSource.SchemaUrl);
    }

    /// <summary>Fills in the lengths, when all items are there.</summary>
    internal void End(ByteBuffer output)
    {
        ProtoWriter.EndMessage(output, _scopeLevel);
        ProtoWriter.EndMessage(output, _resourceLevel);
    }
}
