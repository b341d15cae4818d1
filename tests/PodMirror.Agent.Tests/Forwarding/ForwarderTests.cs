using Microsoft.Extensions.Logging.Abstractions;
using PodMirror.Agent.Forwarding;
using PodMirror.Agent.Receiver;
using PodMirror.Spans;

namespace PodMirror.Agent.Tests.Forwarding;

public sealed class ForwarderTests
{
    private static readonly string Ok = FakeBackend.Status(200);

    [Theory]
    [InlineData(200, 5, 0, 0)]
    [InlineData(202, 5, 0, 0)]
    [InlineData(400, 0, 5, 0)]
    [InlineData(401, 0, 5, 0)]
    [InlineData(402, 0, 5, 0)]
    [InlineData(404, 0, 5, 0)]
    [InlineData(405, 0, 5, 0)]
    [InlineData(408, 0, 5, 0)]
    [InlineData(413, 0, 5, 0)]
    [InlineData(414, 0, 5, 0)]
    [InlineData(429, 5, 0, 1)]
    [InlineData(431, 0, 5, 0)]
    [InlineData(500, 0, 5, 0)]
    [InlineData(501, 0, 5, 0)]
    [InlineData(502, 5, 0, 1)]
    [InlineData(503, 5, 0, 1)]
    [InlineData(504, 5, 0, 1)]
    public async Task Each_status_is_repeated_or_given_up_as_the_specification_says(int status, int forwarded, int refused, int retries)
    {
        await using var backend = new FakeBackend(FakeBackend.Status(status), Ok);
        await using Forwarder forwarder = Make(backend);
        Offer(forwarder, 5);
        await SettleAsync(forwarder);

        Assert.Equal(
            (forwarded, refused, retries),
            (forwarder.Metrics.Forwarded.Value, forwarder.Metrics.Dropped[DropReason.Refused], forwarder.Metrics.Retries.Value));
        Assert.Equal(0, forwarder.QueuedBytes);
    }

    [Fact]
    public async Task The_bytes_go_on_as_they_came()
    {
        await using var backend = new FakeBackend(Ok);
        await using Forwarder forwarder = Make(backend);
        byte[] request = TestRequest.Of(new TestSpan());
        Payload payload = Payload.Copy(request);
        payload.Spans = 1;
        forwarder.Offer(payload);
        payload.Release();
        await SettleAsync(forwarder);
        Assert.Equal([request], backend.Bodies);
    }

    [Fact]
    public async Task A_backend_that_hangs_up_is_tried_again()
    {
        await using var backend = new FakeBackend(FakeBackend.HangUp, "HTTP/1.1 200 OK\r\nContent-Len", Ok);
        await using Forwarder forwarder = Make(backend);
        Offer(forwarder, 3);
        await SettleAsync(forwarder);
        Assert.Equal(3, forwarder.Metrics.Forwarded.Value);
        Assert.True(forwarder.Metrics.Retries.Value >= 1);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nshort", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\n\u00FF\u00FF\u00FF", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\nmore than was said", true)]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", false)]
    public async Task A_lying_answer_is_believed_by_its_status_and_harms_nothing(string answer, bool taken)
    {
        await using var backend = new FakeBackend(answer.Contains("close", StringComparison.Ordinal) ? answer : answer + "\r\nConnection: close");
        await using Forwarder forwarder = Make(backend);
        Offer(forwarder, 2);
        await SettleAsync(forwarder);
        Assert.Equal((taken ? 2 : 0, taken ? 0 : 2), (forwarder.Metrics.Forwarded.Value, forwarder.Metrics.Dropped[DropReason.Refused]));
    }

    [Fact]
    public async Task What_a_backend_rejects_of_an_accepted_request_is_counted()
    {
        // ExportTraceServiceResponse { partial_success { rejected_spans: 2 } }
        await using var backend = new FakeBackend(
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 4\r\n\r\n\u000A\u0002\u0008\u0002");
        await using Forwarder forwarder = Make(backend);
        Offer(forwarder, 5);
        await SettleAsync(forwarder);
        Assert.Equal((3, 2), (forwarder.Metrics.Forwarded.Value, forwarder.Metrics.Dropped[DropReason.Rejected]));
    }

    [Fact]
    public async Task A_backend_that_stays_down_costs_its_own_queue_and_no_more()
    {
        await using var backend = new FakeBackend(FakeBackend.Status(503));
        await using Forwarder forwarder = Make(backend, maxQueueBytes: 20_000, giveUpAfter: TimeSpan.FromHours(1));
        for (int i = 0; i < 200; i++)
        {
            Offer(forwarder, 1);
        }

        Assert.InRange(forwarder.QueuedBytes, 1, 20_000);
        Assert.Equal(200, forwarder.Metrics.Queued + forwarder.Metrics.Dropped[DropReason.QueueFull]);
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        await forwarder.StopAsync(over.Token);
        Assert.Equal(200, forwarder.Metrics.Dropped[DropReason.QueueFull] + forwarder.Metrics.Dropped[DropReason.Shutdown]);
        Assert.Equal((0, 0), (forwarder.Metrics.Queued, forwarder.QueuedBytes));
    }

    [Fact]
    public async Task A_request_is_given_up_when_its_time_is_over()
    {
        await using var backend = new FakeBackend(FakeBackend.Status(503));
        await using Forwarder forwarder = Make(backend, giveUpAfter: TimeSpan.Zero);
        Offer(forwarder, 4);
        await SettleAsync(forwarder);
        Assert.Equal(4, forwarder.Metrics.Dropped[DropReason.RetriesExhausted]);
    }

    [Fact]
    public async Task A_silent_backend_does_not_hold_up_a_stop()
    {
        await using var backend = new FakeBackend(FakeBackend.Silence);
        await using Forwarder forwarder = Make(backend);
        Offer(forwarder, 4);
        await TestAgent.UntilAsync(() => Task.FromResult(backend.Bodies.Length == 1));
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        await forwarder.StopAsync(over.Token);
        Assert.Equal(4, forwarder.Metrics.Dropped[DropReason.Shutdown]);
    }

    [Fact]
    public async Task A_long_queue_is_counted_to_the_last_span_when_the_grace_is_over()
    {
        await using var backend = new FakeBackend(FakeBackend.Silence);
        await using Forwarder forwarder = Make(backend, maxQueueBytes: 64 << 20);
        for (int i = 0; i < 50_000; i++)
        {
            Offer(forwarder, 1);
        }

        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        await forwarder.StopAsync(over.Token);
        Assert.Equal((50_000, 0, 0), (forwarder.Metrics.Dropped[DropReason.Shutdown], forwarder.Metrics.Queued, forwarder.QueuedBytes));
    }

    [Fact]
    public async Task What_comes_after_a_stop_is_dropped_with_a_reason()
    {
        await using var backend = new FakeBackend(Ok);
        await using Forwarder forwarder = Make(backend);
        await forwarder.StopAsync(CancellationToken.None);
        Offer(forwarder, 4);
        Assert.Equal((4, 0), (forwarder.Metrics.Dropped[DropReason.Shutdown], forwarder.QueuedBytes));
    }

    private static Forwarder Make(FakeBackend backend, long maxQueueBytes = 1 << 20, TimeSpan? giveUpAfter = null)
    {
        Assert.True(ForwardTarget.TryParse(backend.Url.ToString(), out ForwardTarget? target));
        var options = new ExporterOptions { Endpoint = target!.Endpoint, Protocol = target.Protocol };
        var retry = new RetryOptions
        {
            Initial = TimeSpan.FromMilliseconds(1),
            Longest = TimeSpan.FromMilliseconds(2),
            GiveUpAfter = giveUpAfter ?? TimeSpan.FromMinutes(5),
        };
        TimeProvider clock = TimeProvider.System;
        return new Forwarder(target, OtlpSenders.Make(options, clock), maxQueueBytes, retry, clock, NullLogger.Instance);
    }

    private static void Offer(Forwarder forwarder, int spans)
    {
        Payload payload = Payload.Copy(TestRequest.Of([.. Enumerable.Range(0, spans).Select(_ => new TestSpan())]));
        payload.Spans = spans;
        forwarder.Offer(payload);
        payload.Release();
    }

    private static Task SettleAsync(Forwarder forwarder) => TestAgent.UntilAsync(() => Task.FromResult(forwarder.Metrics.Queued == 0));
}
