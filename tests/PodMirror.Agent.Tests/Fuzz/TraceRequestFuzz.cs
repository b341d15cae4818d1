using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Agent.Probe;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Tests.Fuzz;

/// <summary>
/// An OTLP request of any bytes, on the whole way that such bytes go: checked, masked, and read again as the store and the API do, which trust
/// the check.
/// </summary>
internal static class TraceRequestFuzz
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        byte[] request = input.ToArray();
        var validator = new SpanValidator(request, null);
        if (TraceRequest.Walk(request, ref validator, out _) != TraceFault.None)
        {
            return;
        }

        ProbeMark.IsRequest(request);
        using var json = new Utf8JsonWriter(Stream.Null);
        var reader = new Reader(json);
        TraceFault fault = TraceRequest.Walk(request, ref reader, out _);
        if (fault != TraceFault.None || reader.Spans != validator.Accepted)
        {
            throw new InvalidOperationException($"accepted {validator.Accepted} spans, then read {reader.Spans} ({fault})");
        }
    }

    public static IEnumerable<byte[]> Seeds() =>
    [
        TestRequest.Of(new TestSpan { Anomalies = ["request_gap"], Attributes = [("http.request.header.a", new object[] { "b" })] }),
        TestRequest.Of(new TestSpan { Attributes = [("k", new Dictionary<string, object> { ["a"] = new object[] { 1, 2.5, true } })] }),
        TestRequest.Of(new TestSpan { TraceId = [1] }, new TestSpan()),
        ProbeRequest.Write("1-2", new ProbeContent(1, 2).Spans(3, TestSpan.BaseTimeNs)).ToArray(),
        TestRequest.Of(new TestSpan
        {
            Path = null,
            Attributes = [("url.full", "http://shop/items?x=1"), ("http.request.body.content", new byte[] { 1 })],
        }),
    ];

    private ref struct Reader(Utf8JsonWriter json) : ISpanVisitor
    {
        private ReadOnlySpan<byte> _resource;
        private ReadOnlySpan<byte> _scope;

        public int Spans { get; private set; }

        public void OnResource(ReadOnlySpan<byte> resource, int tagPosition)
        {
            _resource = resource;
            SourceNames.Of(resource);
            ProbeMark.IsResource(resource);
        }

        public void OnScope(ReadOnlySpan<byte> scope, int tagPosition) => _scope = scope;

        public void OnSpan(ReadOnlySpan<byte> span, int tagPosition)
        {
            Spans++;
            SpanFields.TryRead(span, out SpanFields fields, out _);
            ExchangeColumns columns = ExchangeColumns.Of(span, fields.Kind);
            var row = new ExchangeRow
            {
                TimeNs = fields.StartNs,
                Method = columns.Method,
                Path = columns.Path,
                Host = columns.Host,
                Name = fields.Name,
                TraceId = fields.TraceId,
                SpanId = fields.SpanId,
            };
            ExchangeDetailJson.Write(json, row, _resource, _scope, span);
            json.Reset();
        }
    }
}
