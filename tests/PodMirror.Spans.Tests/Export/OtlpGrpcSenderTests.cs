using System.Buffers.Binary;
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

    /// <summary>Answers that say something else than how many were not taken, or say it in a way that nobody can read.</summary>
    public static TheoryData<string, byte[], string?> Unreadable => new()
    {
        { "too long", Frame(0, new byte[1_000_000]), null },
        { "too long by a byte", Frame(0, new byte[(64 * 1024) + 1]), null },
        { "a coding that nobody asked for", Frame(1, Partial), "snappy" },
        { "compressed, and not said how", Frame(1, Partial), null },
        { "compressed by nothing", Frame(1, Partial), "identity" },
        { "no gzip", Frame(1, Partial), "gzip" },
        { "gzip that breaks off", Frame(1, Gzipped(new byte[60_000])[..40]), "gzip" },
        { "gzip of far too much", Frame(1, Gzipped(new byte[20_000_000])), "gzip" },
        { "an unknown flag", Frame(2, Partial), null },
        { "a message that breaks off", Frame(0, Partial)[..6], null },
        { "a frame that breaks off", [0, 0, 0], null },
        { "a length beyond all", [0, 0xff, 0xff, 0xff, 0xff, 1], null },
        { "no protobuf", Frame(0, [0xff, 0xff, 0xff]), null },
    };

    [Theory]
    [MemberData(nameof(Unreadable), DisableDiscoveryEnumeration = true)]
    public async Task An_answer_that_cannot_be_read_is_as_good_as_its_status(string name, byte[] body, string? encoding)
    {
        foreach ((int status, SendVerdict expected) in new[] { (0, SendVerdict.Accepted), (3, SendVerdict.Refused), (14, SendVerdict.Retryable) })
        {
            await using GrpcServer server = await GrpcServer.StartRawAsync(body, encoding, status);
            using var sender = new OtlpGrpcSender(Options(server), TimeProvider.System);

            SendOutcome outcome = await sender.SendAsync(new byte[10], CancellationToken.None);

            Assert.True(expected == outcome.Verdict, $"{name}, status {status}: {outcome}");
            Assert.Equal((0, false), (outcome.RejectedSpans, outcome.IsUnknown));
        }
    }

    [Fact]
    public async Task Partial_success_is_read_up_to_the_bound_compressed_and_with_something_behind_it()
    {
        byte[] longest = [.. Partial, 0x7a, .. new byte[] { 0xf8, 0xff, 3 }, .. new byte[(64 * 1024) - 8]];
        Assert.Equal(64 * 1024, longest.Length);
        foreach ((byte[] body, string? encoding) in new (byte[], string?)[]
        {
            (Frame(1, Gzipped(Partial)), "gzip"),
            (Frame(0, Partial), "gzip"),
            ([.. Frame(0, Partial), .. Frame(0, [])], null),
            ([.. Frame(0, Partial), .. new byte[1_000_000]], null),
            (Frame(0, longest), null),
            (Frame(1, Gzipped(longest)), "gzip"),
        })
        {
            await using GrpcServer server = await GrpcServer.StartRawAsync(body, encoding, 0);
            using var sender = new OtlpGrpcSender(Options(server), TimeProvider.System);

            SendOutcome outcome = await sender.SendAsync(new byte[10], CancellationToken.None);

            Assert.Equal((SendVerdict.Accepted, 5), (outcome.Verdict, outcome.RejectedSpans));
        }
    }

    [Fact]
    public async Task A_status_without_a_message_is_no_answer_of_a_receiver()
    {
        await using GrpcServer server = await GrpcServer.StartRawAsync([], null, 0);
        using var sender = new OtlpGrpcSender(Options(server), TimeProvider.System);

        Assert.Equal(SendVerdict.Refused, (await sender.SendAsync(new byte[10], CancellationToken.None)).Verdict);
    }

    /// <summary>Five spans were rejected.</summary>
    private static byte[] Partial => [0x0a, 2, 0x08, 5];

    private static byte[] Frame(byte flag, byte[] message)
    {
        byte[] frame = [flag, 0, 0, 0, 0, .. message];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        return frame;
    }

    private static byte[] Gzipped(byte[] message)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(message);
        }

        return compressed.ToArray();
    }

    private static ExporterOptions Options(GrpcServer server) => new() { Endpoint = server.Url, Protocol = ExportProtocol.Grpc };
}
