using System.Collections.Concurrent;

namespace PodMirror.Spans.Tests;

public sealed class SpanExporterTests
{
    private static readonly SpanSource Source = new([]);

    [Fact]
    public async Task A_server_that_fails_for_a_while_gets_every_span_once()
    {
        await using var server = new ScriptedServer(request => request switch
        {
            // No request meets a used connection when the server hangs up: the client's library would repeat it, unseen by the exporter.
            0 => ScriptedServer.Status(503, "Connection: close\r\n") with { HangsUp = true },
            1 => new() { HangsUp = true },
            2 => ScriptedServer.Status(429, "Retry-After: 0\r\n"),
            _ => ScriptedServer.Status(200),
        });
        var ends = new Ends();
        ExporterOptions options = Options(server.Url) with { MaxConcurrentRequests = 1 };
        await using (var exporter = new SpanExporter(options, new OtlpHttpSender(options, TimeProvider.System), ends, TimeProvider.System))
        {
            for (uint i = 0; i < 5; i++)
            {
                exporter.Enqueue(Batch(i));
            }

            await exporter.StopAsync(TimeSpan.FromSeconds(30));
        }

        Assert.All(ends.All, end => Assert.Equal((1, 0), (end.Exported, end.Dropped)));
        Assert.Equal(5, ends.All.Count);
        Assert.Equal(3, ends.Retries);
        Assert.Contains(ends.Notices, notice => notice.Contains("fails: HTTP status 503", StringComparison.Ordinal));
        Assert.Contains(ends.Notices, notice => notice.Contains("works again", StringComparison.Ordinal));
        Assert.Equal(5, server.Bodies.Skip(3).Select(body => ReadSpan.OfRequest(body, out _)[0].SpanId).Distinct().Count());
    }

    [Theory]
    [InlineData(400, DropReason.Refused)]
    [InlineData(503, DropReason.RetriesExhausted)]
    public async Task What_is_never_taken_is_dropped_for_its_reason(int status, DropReason expected)
    {
        await using var server = new ScriptedServer(_ => ScriptedServer.Status(status));
        var ends = new Ends();
        ExporterOptions options = Options(server.Url) with
        {
            // Long enough that a busy machine gets to a second attempt.
            Retry = new RetryOptions { Initial = TimeSpan.FromMilliseconds(1), GiveUpAfter = TimeSpan.FromSeconds(1) },
        };
        await using var exporter = new SpanExporter(options, new OtlpHttpSender(options, TimeProvider.System), ends, TimeProvider.System);
        exporter.Enqueue(Batch(0));
        await exporter.StopAsync(TimeSpan.FromSeconds(30));

        Assert.Equal((0, 1, expected), Assert.Single(ends.All));
        Assert.Equal(status == 400, server.Bodies.Count == 1);
    }

    [Fact]
    public async Task The_queue_is_bounded_and_drops_what_comes_last()
    {
        await using var server = new ScriptedServer(_ => new() { Hangs = true });
        var ends = new Ends();
        int bytes = Batch(0).Spans.Bytes;
        ExporterOptions options = Options(server.Url) with { MaxQueueBytes = 10 * bytes, Timeout = TimeSpan.FromMinutes(1) };
        await using var exporter = new SpanExporter(options, new OtlpHttpSender(options, TimeProvider.System), ends, TimeProvider.System);
        for (uint i = 0; i < 25; i++)
        {
            exporter.Enqueue(Batch(i));
        }

        Assert.Equal(15, ends.All.Count(end => end.Reason == DropReason.QueueFull));
        Assert.Equal(10 * bytes, exporter.QueuedBytes);

        await exporter.StopAsync(TimeSpan.FromMilliseconds(10));
        Assert.Equal(10, ends.All.Count(end => end.Reason == DropReason.Shutdown));
        exporter.Enqueue(Batch(99));
        Assert.Equal(11, ends.All.Count(end => end.Reason == DropReason.Shutdown));
        Assert.Equal(0, exporter.QueuedBytes);
    }

    [Fact]
    public async Task Stopping_cuts_a_long_wait_short()
    {
        await using var server = new ScriptedServer(request => ScriptedServer.Status(request == 0 ? 503 : 200, "Retry-After: 60\r\n"));
        var ends = new Ends();
        ExporterOptions options = Options(server.Url);
        await using var exporter = new SpanExporter(options, new OtlpHttpSender(options, TimeProvider.System), ends, TimeProvider.System);
        exporter.Enqueue(Batch(0));
        SpinWait.SpinUntil(() => Volatile.Read(ref ends.Retries) == 1, TimeSpan.FromSeconds(20));

        await exporter.StopAsync(TimeSpan.FromSeconds(20));

        Assert.Equal((1, 0), (Assert.Single(ends.All).Exported, ends.All.Single().Dropped));
    }

    private static ExporterOptions Options(Uri url) => new() { Endpoint = url, Retry = new RetryOptions { Initial = TimeSpan.FromMilliseconds(1) } };

    private static ExportBatch Batch(uint ordinal)
    {
        using var writer = new SpanWriter(new SpanOptions());
        var batch = new ExportBatch(Source, 1 << 20);
        Assert.True(batch.TryAdd(writer, new Sample { Ordinal = ordinal }.ToExchange(), new object(), TimeProvider.System));
        return batch;
    }

    private sealed class Ends : IExportListener
    {
        public ConcurrentBag<(int Exported, int Dropped, DropReason Reason)> All { get; } = [];

        public ConcurrentQueue<string> Notices { get; } = new();

        public int Retries;

        public void OnEnd(ExportBatch batch, int exported, int dropped, DropReason reason) => All.Add((exported, dropped, reason));

        public void OnRetry(string reason, TimeSpan wait) => Interlocked.Increment(ref Retries);

        public void OnNotice(string line) => Notices.Enqueue(line);
    }
}
