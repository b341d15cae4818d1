using Microsoft.Extensions.Logging.Abstractions;
using PodMirror.Agent.Forwarding;
using PodMirror.Agent.Queue;
using PodMirror.Agent.Tests.Queue;
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
        await using Bench bench = await Bench.StartAsync(backend, 5);
        await bench.SettleAsync();

        Assert.Equal(
            (forwarded, refused, retries),
            (bench.Ledger.Forwarded.Value, bench.Ledger.Dropped[ForwardDropReason.Refused], bench.Ledger.Retries.Value));
        Assert.Equal(0, bench.Forwarder.Queue.Bytes);
    }

    [Fact]
    public async Task The_bytes_go_on_as_they_came()
    {
        await using var backend = new FakeBackend(Ok);
        await using Bench bench = await Bench.StartAsync(backend);
        byte[] request = await bench.Queue.PutAsync();
        await bench.SettleAsync();
        Assert.Equal([request], backend.Bodies);
    }

    [Fact]
    public async Task A_backend_that_hangs_up_is_tried_again()
    {
        await using var backend = new FakeBackend(FakeBackend.HangUp, "HTTP/1.1 200 OK\r\nContent-Len", Ok);
        await using Bench bench = await Bench.StartAsync(backend, 3);
        await bench.SettleAsync();
        Assert.Equal(3, bench.Ledger.Forwarded.Value);
        Assert.True(bench.Ledger.Retries.Value >= 1);
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
        await using Bench bench = await Bench.StartAsync(backend, 2);
        await bench.SettleAsync();
        Assert.Equal((taken ? 2 : 0, taken ? 0 : 2), (bench.Ledger.Forwarded.Value, bench.Ledger.Dropped[ForwardDropReason.Refused]));
    }

    [Fact]
    public async Task What_a_backend_rejects_of_an_accepted_request_is_counted()
    {
        // ExportTraceServiceResponse { partial_success { rejected_spans: 2 } }
        await using var backend = new FakeBackend(
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 4\r\n\r\n\u000A\u0002\u0008\u0002");
        await using Bench bench = await Bench.StartAsync(backend, 5);
        await bench.SettleAsync();
        Assert.Equal((3, 2), (bench.Ledger.Forwarded.Value, bench.Ledger.Dropped[ForwardDropReason.Rejected]));
    }

    [Fact]
    public async Task Small_batches_go_together()
    {
        await using var backend = new FakeBackend(Ok);
        await using Bench bench = Bench.Make(backend);
        byte[][] sent = [await bench.Queue.PutAsync(1), await bench.Queue.PutAsync(2), await bench.Queue.PutAsync(3)];
        bench.Forwarder.Start();
        await bench.SettleAsync();
        Assert.Equal([sent.SelectMany(request => request).ToArray()], backend.Bodies);
        Assert.Equal(6, bench.Ledger.Forwarded.Value);
    }

    [Fact]
    public async Task A_batch_that_is_too_large_for_a_receiver_is_split_and_arrives_whole()
    {
        await using var backend = new FakeBackend(Ok);
        await using Bench bench = Bench.Make(backend);
        TestSpan[] spans = [.. Enumerable.Range(0, 10).Select(i => new TestSpan { Attributes = [("body", new string('x', 1 << 20))] })];
        Assert.Equal(AppendVerdict.Durable, await bench.Queue.AppendAsync(TestRequest.Of(spans), 10));
        bench.Forwarder.Start();
        await bench.SettleAsync();
        Assert.Equal((4, 10), (backend.Bodies.Length, bench.Ledger.Forwarded.Value));
        Assert.All(backend.Bodies, body => Assert.True(body.Length <= ForwardLimits.MaxRequestBytes));
    }

    [Fact]
    public async Task What_waits_for_a_dead_backend_leaves_the_memory_of_receivers_to_others()
    {
        await using var backend = new FakeBackend(FakeBackend.Status(503));
        await using Bench bench = await Bench.StartAsync(backend, 4);
        await TestAgent.UntilAsync(() => Task.FromResult(bench.Ledger.Retries.Value > 0 && bench.Queue.Budget.Used == 0));
        Assert.Equal(4, bench.Forwarder.Queue.Spans);
    }

    [Fact]
    public async Task A_batch_is_given_up_when_its_time_is_over()
    {
        await using var backend = new FakeBackend(FakeBackend.Status(503));
        await using Bench bench = Bench.Make(backend, maxAge: TimeSpan.FromHours(1));
        await bench.Queue.PutAsync(4);
        bench.Forwarder.Start();
        await TestAgent.UntilAsync(() => Task.FromResult(bench.Ledger.Retries.Value > 0));
        bench.Queue.Clock.Advance(TimeSpan.FromHours(2));
        await bench.SettleAsync();
        Assert.Equal(4, bench.Ledger.Dropped[ForwardDropReason.RetriesExhausted]);
    }

    [Theory]
    [InlineData(FakeBackend.Silence)]
    [InlineData("HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n")]
    public async Task What_is_not_sent_when_the_agent_stops_is_sent_by_the_next(string answer)
    {
        await using var dead = new FakeBackend(answer);
        await using var alive = new FakeBackend(Ok);
        await using Bench bench = await Bench.StartAsync(dead, 4);
        await TestAgent.UntilAsync(() => Task.FromResult(dead.Bodies.Length > 0));
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        await bench.Forwarder.StopAsync(over.Token);
        Assert.Equal((4, 0), (bench.Forwarder.Queue.Spans, bench.Ledger.Dropped.Total));

        await bench.RestartAsync(alive);
        await bench.SettleAsync();
        Assert.Equal(dead.Bodies[..1], alive.Bodies);
    }

    [Fact]
    public async Task A_split_batch_of_which_a_part_is_left_at_a_stop_is_counted_by_the_agent_that_sends_it_whole()
    {
        await using var backend = new FakeBackend(Ok, FakeBackend.Status(503));
        await using var alive = new FakeBackend(Ok);
        await using Bench bench = Bench.Make(backend);
        TestSpan[] spans = [.. Enumerable.Range(0, 10).Select(i => new TestSpan { Attributes = [("body", new string('x', 1 << 20))] })];
        Assert.Equal(AppendVerdict.Durable, await bench.Queue.AppendAsync(TestRequest.Of(spans), 10));
        bench.Forwarder.Start();
        await TestAgent.UntilAsync(() => Task.FromResult(bench.Ledger.Retries.Value > 0));
        await bench.Forwarder.StopAsync(new CancellationToken(canceled: true));
        Assert.Equal((10, 0), (bench.Forwarder.Queue.Spans, bench.Ledger.Forwarded.Value));

        await bench.RestartAsync(alive);
        await bench.SettleAsync();
        Assert.Equal(10, bench.Ledger.Forwarded.Value);
    }

    /// <summary>A forwarder with its queue, in front of a backend.</summary>
    private sealed class Bench : IAsyncDisposable
    {
        private Bench(QueueHarness queue, FakeBackend backend) => (Queue, Forwarder) = (queue, ForwarderTo(queue, backend));

        public QueueHarness Queue { get; }

        public Forwarder Forwarder { get; private set; }

        public static Bench Make(FakeBackend backend, TimeSpan? maxAge = null) =>
            new(QueueHarness.OnDisk(QueueHarness.Destination("backend", maxAge: maxAge)), backend);

        private static Forwarder ForwarderTo(QueueHarness queue, FakeBackend backend)
        {
            Assert.True(ForwardTarget.TryParse(backend.Url.ToString(), out ForwardTarget? target));
            var options = new ExporterOptions { Endpoint = target!.Endpoint, Protocol = target.Protocol };
            var retry = new RetryOptions { Initial = TimeSpan.FromMilliseconds(1), Longest = TimeSpan.FromMilliseconds(2) };
            IOtlpSender sender = OtlpSenders.Make(options, queue.Clock);
            return new Forwarder(target, queue.First, sender, retry, queue.Clock, NullLogger.Instance);
        }

        public ForwarderMetrics Ledger => Forwarder.Metrics;

        public static async Task<Bench> StartAsync(FakeBackend backend, int spans = 0)
        {
            Bench bench = Make(backend);
            bench.Forwarder.Start();
            if (spans > 0)
            {
                await bench.Queue.PutAsync(spans);
            }

            return bench;
        }

        public async Task RestartAsync(FakeBackend backend)
        {
            await Forwarder.DisposeAsync();
            await Queue.RestartAsync();
            Forwarder = ForwarderTo(Queue, backend);
            Forwarder.Start();
        }

        public Task SettleAsync() => TestAgent.UntilAsync(() => Task.FromResult(Forwarder.Queue.Spans == 0));

        public async ValueTask DisposeAsync()
        {
            await Forwarder.DisposeAsync();
            await Queue.DisposeAsync();
        }
    }
}
