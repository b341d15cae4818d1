using System.IO.Compression;
using System.Text;

namespace PodMirror.Spans.Tests;

public sealed class OtlpGrpcSenderTests
{
    private static readonly byte[] Request = Encoding.ASCII.GetBytes(new string('x', 2_000_000));

    [Fact]
    public async Task A_request_goes_out_as_it_is_with_its_headers()
    {
        await using GrpcServer server = await GrpcServer.StartAsync(0, message: []);
        using var sender = new OtlpGrpcSender(Options(server) with { Headers = [new("X-Tenant", "a")] }, TimeProvider.System);

        Assert.Equal(SendOutcome.Accepted, await sender.SendAsync(Request, CancellationToken.None));

        Assert.Equal(Request, server.Messages[0][5..]);
        Assert.Equal("a", server.Headers[0]["x-tenant"]);
    }

    [Fact]
    public async Task A_compressed_request_is_marked_in_its_frame()
    {
        await using GrpcServer server = await GrpcServer.StartAsync(0, message: []);
        using var sender = new OtlpGrpcSender(Options(server) with { UseGzip = true }, TimeProvider.System);

        await sender.SendAsync(Request, CancellationToken.None);

        byte[] frame = server.Messages[0];
        Assert.Equal(1, frame[0]);
        Assert.Equal("gzip", server.Headers[0]["grpc-encoding"]);
        using var plain = new MemoryStream();
        await new GZipStream(new MemoryStream(frame[5..]), CompressionMode.Decompress).CopyToAsync(plain);
        Assert.Equal(Request, plain.ToArray());
    }

    [Fact]
    public async Task Partial_success_tells_how_many()
    {
        await using GrpcServer server = await GrpcServer.StartAsync(0, message: [0x0a, 2, 0x08, 5]);
        using var sender = new OtlpGrpcSender(Options(server), TimeProvider.System);

        Assert.Equal(5, (await sender.SendAsync(Request, CancellationToken.None)).RejectedSpans);
    }

    [Theory]
    [InlineData(3, SendVerdict.Refused)]
    [InlineData(8, SendVerdict.Refused)]
    [InlineData(12, SendVerdict.Refused)]
    [InlineData(13, SendVerdict.Refused)]
    [InlineData(16, SendVerdict.Refused)]
    [InlineData(1, SendVerdict.Retryable)]
    [InlineData(4, SendVerdict.Retryable)]
    [InlineData(10, SendVerdict.Retryable)]
    [InlineData(14, SendVerdict.Retryable)]
    [InlineData(15, SendVerdict.Retryable)]
    public async Task Each_status_has_its_verdict(int status, SendVerdict expected)
    {
        await using GrpcServer server = await GrpcServer.StartAsync(status);
        using var sender = new OtlpGrpcSender(Options(server), TimeProvider.System);

        SendOutcome outcome = await sender.SendAsync(Request, CancellationToken.None);

        Assert.Equal(expected, outcome.Verdict);
        Assert.Equal(status == 12, outcome.IsUnknown);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(11, false)]
    public async Task A_stream_that_is_reset_is_no_answer_and_may_be_tried_again(int errorCode, bool isWithin)
    {
        await using GrpcServer server = await GrpcServer.StartResettingAsync(errorCode, isWithin);
        using var sender = new OtlpGrpcSender(Options(server), TimeProvider.System);

        SendOutcome outcome = await sender.SendAsync(Request, CancellationToken.None);

        Assert.Equal((SendVerdict.Retryable, false), (outcome.Verdict, outcome.IsUnknown));
    }

    [Theory]
    [InlineData(OtlpSignal.Traces, "/opentelemetry.proto.collector.trace.v1.TraceService/Export")]
    [InlineData(OtlpSignal.Metrics, "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export")]
    public async Task Each_signal_has_its_own_service(OtlpSignal signal, string expected)
    {
        await using GrpcServer server = await GrpcServer.StartAsync(0, message: []);
        using var sender = new OtlpGrpcSender(Options(server) with { Signal = signal }, TimeProvider.System);

        await sender.SendAsync(Request, CancellationToken.None);

        Assert.Equal([expected], server.Paths);
    }

    [Fact]
    public async Task A_full_receiver_that_says_when_may_be_tried_again()
    {
        byte[] type = Encoding.ASCII.GetBytes("type.googleapis.com/google.rpc.RetryInfo");
        byte[] detail = [0x0a, (byte)type.Length, .. type, 0x12, 4, 0x0a, 2, 0x08, 9];
        await using GrpcServer server = await GrpcServer.StartAsync(8, details: [0x08, 8, 0x1a, (byte)detail.Length, .. detail]);
        using var sender = new OtlpGrpcSender(Options(server), TimeProvider.System);

        SendOutcome outcome = await sender.SendAsync(Request, CancellationToken.None);

        Assert.Equal(SendVerdict.Retryable, outcome.Verdict);
        Assert.Equal(TimeSpan.FromSeconds(9), outcome.RetryAfter);
    }

    [Fact]
    public async Task No_answer_in_time_and_nobody_there_may_be_tried_again()
    {
        await using GrpcServer server = await GrpcServer.StartAsync(0, hangs: true);
        using var slow = new OtlpGrpcSender(Options(server) with { Timeout = TimeSpan.FromMilliseconds(300) }, TimeProvider.System);
        using var nobody = new OtlpGrpcSender(new ExporterOptions { Endpoint = new Uri("http://127.0.0.1:1") }, TimeProvider.System);

        SendOutcome outcome = await slow.SendAsync(Request, CancellationToken.None);
        Assert.Equal(SendVerdict.Retryable, outcome.Verdict);
        Assert.Contains("0.3 s", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(SendVerdict.Retryable, (await nobody.SendAsync(Request, CancellationToken.None)).Verdict);
    }

    [Fact]
    public async Task Cancelling_ends_an_attempt_by_an_exception()
    {
        await using GrpcServer server = await GrpcServer.StartAsync(0, hangs: true);
        using var sender = new OtlpGrpcSender(Options(server), TimeProvider.System);
        using var cancel = new CancellationTokenSource();
        Task<SendOutcome> sending = sender.SendAsync(Request, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task An_answer_too_long_for_one_is_refused_and_not_read()
    {
        await using GrpcServer server = await GrpcServer.StartAsync(0, message: new byte[1_000_000]);
        using var sender = new OtlpGrpcSender(Options(server), TimeProvider.System);

        Assert.NotEqual(SendVerdict.Accepted, (await sender.SendAsync(Request, CancellationToken.None)).Verdict);
    }

    private static ExporterOptions Options(GrpcServer server) => new() { Endpoint = server.Url, Protocol = ExportProtocol.Grpc };
}
