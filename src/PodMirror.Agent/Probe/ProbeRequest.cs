using System.Text;
using PodMirror.Spans;

namespace PodMirror.Agent.Probe;

/// <summary>A probe as a request of OTLP (ExportTraceServiceRequest, opentelemetry-proto trace/v1), written field by field.</summary>
internal sealed class ProbeRequest
{
    // Two spans with bodies of less than a KiB each.
    private const int MaxBytes = 64 * 1024;
    private const ulong ServerKind = 2;
    private const ulong ClientKind = 3;
    private const ulong ErrorStatus = 2;
    private readonly ByteBuffer _bytes = new(MaxBytes);

    private ProbeRequest()
    {
    }

    /// <summary>Writes the request.</summary>
    /// <param name="instance">Whose probe it is.</param>
    /// <param name="spans">Its spans.</param>
    public static ReadOnlyMemory<byte> Write(string instance, IEnumerable<ProbeSpan> spans)
    {
        var request = new ProbeRequest();
        request.Message(1, () =>
        {
            request.Message(1, () =>
            {
                foreach ((string key, object value) in Resource(instance))
                {
                    request.Attribute(1, key, value);
                }
            });
            request.Message(2, () => request.WriteScope(spans));
        });
        return request._bytes.WrittenMemory;
    }

    /// <summary>The attributes of the resource, in their order.</summary>
    public static IEnumerable<(string Key, object Value)> Resource(string instance) =>
        [("service.name", ProbeMark.Service), ("service.instance.id", instance), (ProbeMark.Attribute, true)];

    private void WriteScope(IEnumerable<ProbeSpan> spans)
    {
        Message(1, () =>
        {
            Text(1, ProbeMark.Service);
            Text(2, SpanSource.Version);
        });
        foreach (ProbeSpan span in spans)
        {
            Message(2, () => WriteSpan(span));
        }
    }

    private void WriteSpan(ProbeSpan span)
    {
        ProtoWriter.WriteBytesField(_bytes, 1, span.TraceId);
        ProtoWriter.WriteBytesField(_bytes, 2, span.SpanId);
        if (span.ParentSpanId is { } parent)
        {
            ProtoWriter.WriteBytesField(_bytes, 4, parent);
        }

        Text(5, span.Method);
        ProtoWriter.WriteVarintField(_bytes, 6, span.IsServer ? ServerKind : ClientKind);
        ProtoWriter.WriteFixed64Field(_bytes, 7, (ulong)span.StartNs);
        ProtoWriter.WriteFixed64Field(_bytes, 8, (ulong)(span.StartNs + span.DurationNs));
        foreach ((string key, object value) in span.Attributes)
        {
            Attribute(9, key, value);
        }

        if (span.IsError)
        {
            Message(15, () =>
            {
                Text(2, span.StatusMessage);
                ProtoWriter.WriteVarintField(_bytes, 3, ErrorStatus);
            });
        }
    }

    private void Attribute(int field, string key, object value) => Message(field, () =>
    {
        Text(1, key);
        Message(2, () => Value(value));
    });

    private void Value(object value)
    {
        switch (value)
        {
            case string text:
                Text(1, text);
                break;
            case bool truth:
                ProtoWriter.WriteVarintField(_bytes, 2, truth ? 1UL : 0UL);
                break;
            case long number:
                ProtoWriter.WriteVarintField(_bytes, 3, (ulong)number);
                break;
            case double number:
                ProtoWriter.WriteFixed64Field(_bytes, 4, BitConverter.DoubleToUInt64Bits(number));
                break;
            case string[] texts:
                Message(5, () => Array.ForEach(texts, text => Message(1, () => Text(1, text))));
                break;
            default:
                ProtoWriter.WriteBytesField(_bytes, 7, (byte[])value);
                break;
        }
    }

    private void Text(int field, string text) => ProtoWriter.WriteBytesField(_bytes, field, Encoding.UTF8.GetBytes(text));

    private void Message(int field, Action write)
    {
        int start = ProtoWriter.BeginMessage(_bytes, field);
        write();
        ProtoWriter.EndMessage(_bytes, start);
    }
}
