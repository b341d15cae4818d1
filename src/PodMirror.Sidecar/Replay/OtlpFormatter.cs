using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Replay;

/// <summary>One OTLP/JSON object (TracesData, or ExportTraceServiceRequest, which has the same fields) a line for each exchange.</summary>
public sealed class OtlpFormatter : IExchangeFormatter, IDisposable
{
    // Resource and scope come before the span. In JSON a byte takes six at most.
    private const int MaxRequestBytes = 2 * SpanWriter.MaxSpanBytes;
    private const int MaxLineBytes = 6 * MaxRequestBytes;

    private readonly OutputBuffer _output;
    private readonly SpanWriter _writer;
    private readonly SpanBatch _batch;
    private readonly OtlpJsonWriter _json = new();
    private readonly ByteBuffer _line = new(MaxLineBytes);

    /// <summary>Makes a formatter.</summary>
    /// <param name="output">Where the lines go.</param>
    /// <param name="redact">Whether secrets are replaced.</param>
    /// <param name="maxBodyBytes">Bytes of a decoded body that a span holds.</param>
    /// <param name="environment">Gives the variables that the resource is made of, as in tme.</param>
    /// <param name="descriptors">What the messages of gRPC are called; null when nobody knows.</param>
    public OtlpFormatter(
        OutputBuffer output, bool redact, int maxBodyBytes, Func<string, string?> environment, DescriptorSet? descriptors = null)
    {
        _output = output;
        _writer = new SpanWriter(new SpanOptions
        {
            Redaction = redact ? RedactionRules.Default : null,
            MaxBodyBytes = maxBodyBytes,
            Descriptors = descriptors,
        });
        _batch = new SpanBatch(new SpanSource(ResourceAttributes.FromEnvironment(environment)), MaxRequestBytes);
    }

    /// <inheritdoc />
    public bool TryWrite(in ExchangeRecord exchange)
    {
        _batch.Clear();
        if (!_batch.TryAdd(_writer, exchange))
        {
            return false;
        }

        _line.Clear();
        if (!_json.Write(_batch.Finish().Span, OtlpSchema.ExportTraceServiceRequest, _line).IsComplete)
        {
            return false;
        }

        _output.Write(_line.Written);
        _output.Write((byte)'\n');
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _writer.Dispose();
        _json.Dispose();
    }
}
