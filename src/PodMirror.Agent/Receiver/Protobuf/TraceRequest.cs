using PodMirror.Spans;

namespace PodMirror.Agent.Receiver.Protobuf;

/// <summary>
/// Walks an ExportTraceServiceRequest (collector/trace/v1) down to its spans, in place:
/// <code>
/// request 1* ── ResourceSpans ── 1 resource
///                             └─ 2* ScopeSpans ── 1 scope
///                                              └─ 2* span
/// </code>
/// A metrics request (collector/metrics/v1) has the same frame, with metrics in the place of spans: <see cref="MetricReader"/>.
/// A message's resource may stand behind its spans, so each level is read twice; the work is linear in the bytes.
/// </summary>
internal static class TraceRequest
{
    private const int ResourceSpansField = 1;
    private const int SourceField = 1;
    private const int ChildrenField = 2;
    private const int SchemaUrlField = 3;

    /// <summary>Calls the visitor for every span. A fault tells that the frame around the spans is broken, at the given offset.</summary>
    public static TraceFault Walk<TVisitor>(ReadOnlySpan<byte> request, ref TVisitor visitor, out int offset)
        where TVisitor : ISpanVisitor, allows ref struct
    {
        offset = 0;
        var reader = new ProtoReader(request);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field != ResourceSpansField)
            {
                reader.TrySkip(wire);
            }
            else if (reader.TryReadBytes(wire, out ReadOnlySpan<byte> child))
            {
                int start = reader.Position - child.Length;
                TraceFault fault = WalkResource(child, start, reader.TagPosition, ref visitor, out offset);
                if (fault != TraceFault.None)
                {
                    return fault;
                }
            }
        }

        offset = reader.Position;
        return (TraceFault)reader.Fault;
    }

    private static TraceFault WalkResource<TVisitor>(
        ReadOnlySpan<byte> message, int start, int tagPosition, ref TVisitor visitor, out int offset)
        where TVisitor : ISpanVisitor, allows ref struct
    {
        TraceFault fault = FindSource(message, start, out ReadOnlySpan<byte> resource, out offset);
        if (fault != TraceFault.None)
        {
            return fault;
        }

        visitor.OnResource(resource, tagPosition);
        var reader = new ProtoReader(message);
        while (fault == TraceFault.None && reader.TryReadTag(out int field, out WireType wire))
        {
            if (field != ChildrenField)
            {
                reader.TrySkip(wire);
            }
            else if (reader.TryReadBytes(wire, out ReadOnlySpan<byte> child))
            {
                fault = WalkScope(child, start + reader.Position - child.Length, start + reader.TagPosition, ref visitor, out offset);
            }
        }

        return fault;
    }

    private static TraceFault WalkScope<TVisitor>(
        ReadOnlySpan<byte> message, int start, int tagPosition, ref TVisitor visitor, out int offset)
        where TVisitor : ISpanVisitor, allows ref struct
    {
        TraceFault fault = FindSource(message, start, out ReadOnlySpan<byte> scope, out offset);
        if (fault != TraceFault.None)
        {
            return fault;
        }

        visitor.OnScope(scope, tagPosition);
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field != ChildrenField)
            {
                reader.TrySkip(wire);
            }
            else if (reader.TryReadBytes(wire, out ReadOnlySpan<byte> span))
            {
                visitor.OnSpan(span, start + reader.TagPosition);
            }
        }

        return TraceFault.None;
    }

    /// <summary>Finds field 1 and checks the frame of the whole message; the second reading may then trust it.</summary>
    private static TraceFault FindSource(ReadOnlySpan<byte> message, int start, out ReadOnlySpan<byte> source, out int offset)
    {
        source = default;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            _ = field switch
            {
                SourceField => reader.TryReadBytes(wire, out source),
                ChildrenField => reader.TryReadBytes(wire, out _),
                SchemaUrlField => reader.TryReadString(wire, out _),
                _ => reader.TrySkip(wire),
            };
        }

        offset = start + reader.Position;
        return (TraceFault)reader.Fault;
    }
}
