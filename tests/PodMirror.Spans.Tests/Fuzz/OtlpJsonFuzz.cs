using System.Text;

namespace PodMirror.Spans.Tests.Fuzz;

/// <summary>
/// What comes to a receiver: any bytes are OTLP/JSON or OTLP protobuf, or a fault. What is taken goes to the other form and back unchanged.
/// </summary>
public static class OtlpJsonFuzz
{
    private const int MaxBytes = 16 * 1024 * 1024;

    private static readonly OtlpJsonWriter Writer = new();
    private static readonly ByteBuffer First = new(MaxBytes);
    private static readonly ByteBuffer Second = new(MaxBytes);
    private static readonly ByteBuffer Third = new(MaxBytes);

    /// <summary>Takes the input as JSON and as protobuf.</summary>
    public static void Run(ReadOnlySpan<byte> input)
    {
        Run(input, OtlpSchema.ExportTraceServiceRequest);
        Run(input, OtlpMetricsSchema.ExportMetricsServiceRequest);
    }

    /// <summary>Messages with every type of field, in both forms.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        byte[] json = Encoding.UTF8.GetBytes(
            """{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","kind":2,"flags":1,"startTimeUnixNano":"1","""
            + """ "attributes":[{"key":"a","value":{"arrayValue":{"values":[{"stringValue":"\u00e9"},{"intValue":-5},{"doubleValue":"NaN"},"""
            + """ {"bytesValue":"AQ=="},{"boolValue":true},{"kvlistValue":{"values":[{"key":"b","value":null}]}}]}}}],"unknown":{"x":[1]}}]}]}]}""");
        byte[] metrics = Encoding.UTF8.GetBytes(
            """{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"a","unit":"By","sum":{"isMonotonic":true,"aggregationTemporality":2,"""
            + """ "dataPoints":[{"startTimeUnixNano":"1","timeUnixNano":"2","asInt":"-3","attributes":[{"key":"b","value":{}}]}]}},"""
            + """ {"gauge":{"dataPoints":[{"asDouble":0.5}]}},{"summary":{"dataPoints":[{"timeUnixNano":4}]}}]}]}]}""");
        return
        [
            json, Protobuf(json, OtlpSchema.ExportTraceServiceRequest),
            metrics, Protobuf(metrics, OtlpMetricsSchema.ExportMetricsServiceRequest),
        ];
    }

    private static byte[] Protobuf(byte[] json, OtlpMessage message)
    {
        var protobuf = new ByteBuffer(MaxBytes);
        Assert.True(OtlpJsonReader.Read(json, message, protobuf).IsComplete);
        return protobuf.Written.ToArray();
    }

    private static void Run(ReadOnlySpan<byte> input, OtlpMessage message)
    {
        First.Clear();
        if (OtlpJsonReader.Read(input, message, First).IsComplete)
        {
            RoundTrip(First.Written, message);
        }

        RoundTrip(input, message);
    }

    private static void RoundTrip(ReadOnlySpan<byte> protobuf, OtlpMessage message)
    {
        Second.Clear();
        if (!Writer.Write(protobuf, message, Second).IsComplete)
        {
            return;
        }

        Third.Clear();
        OtlpResult read = OtlpJsonReader.Read(Second.Written, message, Third);
        Assert.True(read.IsComplete, read.ToString());
        int length = Second.Length;
        Assert.True(Writer.Write(Third.Written, message, Second).IsComplete);
        Assert.True(Second.Written[..length].SequenceEqual(Second.Written[length..]));
    }
}
