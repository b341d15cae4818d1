using System.Text;
using System.Text.Json;

namespace PodMirror.Spans.Tests;

public sealed class SpanBatchTests
{
    [Fact]
    public void A_batch_is_one_request_with_its_resource_scope_and_spans()
    {
        using var writer = new SpanWriter(new SpanOptions());
        var batch = new SpanBatch(new SpanSource([new("service.name", "shop")]), 1 << 20);
        for (uint i = 0; i < 3; i++)
        {
            Assert.True(batch.TryAdd(writer, new Sample { Ordinal = i }.ToExchange()));
        }

        List<ReadSpan> spans = ReadSpan.OfRequest(batch.Finish().ToArray(), out Dictionary<string, object> resource);

        Assert.Equal(3, batch.Count);
        Assert.Equal("shop", resource["service.name"]);
        Assert.Equal([0L, 1L, 2L], spans.Select(span => (long)span["podmirror.ordinal"]!));
        Assert.Equal(3, spans.Select(span => span.SpanId).Distinct().Count());
    }

    [Fact]
    public void A_cleared_batch_is_as_new()
    {
        using var writer = new SpanWriter(new SpanOptions());
        var batch = new SpanBatch(new SpanSource([]), 1 << 20);
        batch.TryAdd(writer, new Sample().ToExchange());
        byte[] first = batch.Finish().ToArray();
        batch.Clear();
        Assert.Equal(0, batch.Count);

        batch.TryAdd(writer, new Sample().ToExchange());

        Assert.Equal(first, batch.Finish().ToArray());
    }

    [Fact]
    public void A_span_that_does_not_fit_leaves_the_batch_good()
    {
        using var writer = new SpanWriter(new SpanOptions());
        var batch = new SpanBatch(new SpanSource([]), 2000);
        int added = 0;
        while (batch.TryAdd(writer, new Sample().ToExchange()))
        {
            added++;
        }

        Assert.InRange(added, 1, 3);
        Assert.Equal(added, ReadSpan.OfRequest(batch.Finish().ToArray(), out _).Count);
    }

    [Fact]
    public void A_batch_goes_to_json_and_back_and_stays_the_same()
    {
        using var writer = new SpanWriter(new SpanOptions());
        var batch = new SpanBatch(new SpanSource([new("service.name", "shop")]), 1 << 20);
        batch.TryAdd(writer, new Sample { ResponseBody = [0xff, 0], RequestBody = Encoding.UTF8.GetBytes("é\"\n"), Status = 500 }.ToExchange());
        var json = new ByteBuffer(1 << 20);
        using var transcoder = new OtlpJsonWriter();

        Assert.True(transcoder.Write(batch.Finish().Span, OtlpSchema.ExportTraceServiceRequest, json).IsComplete);
        var protobuf = new ByteBuffer(1 << 20);
        Assert.True(OtlpJsonReader.Read(json.Written, OtlpSchema.ExportTraceServiceRequest, protobuf).IsComplete);
        var again = new ByteBuffer(1 << 20);
        Assert.True(transcoder.Write(protobuf.Written, OtlpSchema.ExportTraceServiceRequest, again).IsComplete);

        Assert.Equal(Encoding.UTF8.GetString(json.Written), Encoding.UTF8.GetString(again.Written));
        using var document = JsonDocument.Parse(json.Written.ToArray());
        JsonElement span = document.RootElement.GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans")[0];
        Assert.Equal(32, span.GetProperty("traceId").GetString()!.Length);
        Assert.Equal(2, span.GetProperty("status").GetProperty("code").GetInt32());
    }
}
