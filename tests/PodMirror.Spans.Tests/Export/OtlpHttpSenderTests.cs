using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PodMirror.Spans.Tests;

public sealed class OtlpHttpSenderTests
{
    private static readonly byte[] Request = Encoding.ASCII.GetBytes(new string('x', 10_000));

    [Theory]
    [InlineData(200, SendVerdict.Accepted)]
    [InlineData(202, SendVerdict.Accepted)]
    [InlineData(301, SendVerdict.Refused)]
    [InlineData(400, SendVerdict.Refused)]
    [InlineData(401, SendVerdict.Refused)]
    [InlineData(404, SendVerdict.Refused)]
    [InlineData(413, SendVerdict.Refused)]
    [InlineData(500, SendVerdict.Refused)]
    [InlineData(429, SendVerdict.Retryable)]
    [InlineData(502, SendVerdict.Retryable)]
    [InlineData(503, SendVerdict.Retryable)]
    [InlineData(504, SendVerdict.Retryable)]
    public async Task Each_status_has_its_verdict(int status, SendVerdict expected)
    {
        SendOutcome outcome = await SendAsync(ScriptedServer.Status(status, "Location: http://localhost:1/\r\nRetry-After: 7\r\n"));

        Assert.Equal(expected, outcome.Verdict);
        Assert.Equal(status == 404, outcome.IsUnknown);
        Assert.Equal(expected == SendVerdict.Accepted ? null : TimeSpan.FromSeconds(7), outcome.RetryAfter);
    }

    [Fact]
    public async Task What_is_sent_is_what_the_specification_wants()
    {
        await using var server = new ScriptedServer(_ => ScriptedServer.Status(200));
        ExporterOptions options = Options(server) with { Headers = [new("x-tenant", "a"), new("Authorization", "Bearer s3")] };
        using var sender = new OtlpHttpSender(options, TimeProvider.System);

        await sender.SendAsync(Request, CancellationToken.None);

        Assert.StartsWith("POST /v1/traces HTTP/1.1\r\n", server.Heads[0], StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/x-protobuf\r\n", server.Heads[0], StringComparison.Ordinal);
        Assert.Contains("x-tenant: a\r\n", server.Heads[0], StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer s3\r\n", server.Heads[0], StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", server.Heads[0], StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Request, server.Bodies[0]);
    }

    [Fact]
    public async Task Compressed_requests_say_so_and_are_smaller()
    {
        await using var server = new ScriptedServer(_ => ScriptedServer.Status(200));
        using var sender = new OtlpHttpSender(Options(server) with { UseGzip = true }, TimeProvider.System);

        await sender.SendAsync(Request, CancellationToken.None);

        Assert.Contains("Content-Encoding: gzip\r\n", server.Heads[0], StringComparison.Ordinal);
        using var plain = new MemoryStream();
        await new GZipStream(new MemoryStream(server.Bodies[0]), CompressionMode.Decompress).CopyToAsync(plain);
        Assert.Equal(Request, plain.ToArray());
        Assert.True(server.Bodies[0].Length < Request.Length / 10);
    }

    [Fact]
    public async Task Partial_success_tells_how_many_and_why()
    {
        byte[] partial = [0x0a, 8, 0x08, 5, 0x12, 4, (byte)'b', (byte)'a', (byte)'d', (byte)'\n'];

        SendOutcome outcome = await SendAsync(ScriptedServer.Status(200, body: partial));

        Assert.Equal(new SendOutcome(SendVerdict.Accepted, "bad ", null, 5), outcome);
    }

    [Fact]
    public async Task After_a_success_nothing_that_the_body_does_takes_it_back()
    {
        ScriptedServer.Answer[] answers =
        [
            ScriptedServer.Status(200, body: [0xff, 0xff, 0xff]),
            new() { Bytes = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"u8.ToArray(), HangsUp = true },
            new() { Bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"u8.ToArray(), HangsUp = true },
            new() { Bytes = "HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), Endless = true },
            new() { Bytes = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"u8.ToArray(), Hangs = true },
        ];
        foreach (ScriptedServer.Answer answer in answers)
        {
            Assert.Equal(SendOutcome.Accepted, await SendAsync(answer));
        }
    }

    [Fact]
    public async Task No_answer_may_be_tried_again()
    {
        ScriptedServer.Answer[] answers =
        [
            new() { HangsUp = true },
            new() { Bytes = "HTTP/1.1 200"u8.ToArray(), HangsUp = true },
            new() { Bytes = "SSH-2.0-OpenSSH\r\n"u8.ToArray(), HangsUp = true },
            new() { Hangs = true },
            new() { Bytes = [.. "HTTP/1.1 200 OK\r\nX: "u8, .. new byte[100_000].Select(_ => (byte)'x')], HangsUp = true },
        ];
        foreach (ScriptedServer.Answer answer in answers)
        {
            SendOutcome outcome = await SendAsync(answer);
            Assert.Equal(SendVerdict.Retryable, outcome.Verdict);
            Assert.NotEmpty(outcome.Reason);
        }
    }

    [Fact]
    public async Task Nobody_there_may_be_tried_again()
    {
        using var sender = new OtlpHttpSender(new ExporterOptions { Endpoint = new Uri("http://127.0.0.1:1/v1/traces") }, TimeProvider.System);

        SendOutcome outcome = await sender.SendAsync(Request, CancellationToken.None);

        Assert.Equal(SendVerdict.Retryable, outcome.Verdict);
        Assert.Contains("ConnectionRefused", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_an_attempt_by_an_exception()
    {
        await using var server = new ScriptedServer(_ => new() { Hangs = true });
        using var sender = new OtlpHttpSender(Options(server), TimeProvider.System);
        using var cancel = new CancellationTokenSource();
        Task<SendOutcome> sending = sender.SendAsync(Request, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Theory]
    [InlineData(true, SendVerdict.Accepted)]
    [InlineData(false, SendVerdict.Retryable)]
    public async Task A_certificate_is_trusted_when_it_is_given(bool isGiven, SendVerdict expected)
    {
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        string file = Path.Combine(Path.GetTempPath(), $"podmirror-spans-{Environment.ProcessId}-{isGiven}.pem");
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
        await using var server = new ScriptedServer(_ => ScriptedServer.Status(200), certificate);
        using var sender = new OtlpHttpSender(Options(server) with { CertificateFile = isGiven ? file : null }, TimeProvider.System);

        SendOutcome outcome = await sender.SendAsync(Request, CancellationToken.None);
        File.Delete(file);

        Assert.Equal(expected, outcome.Verdict);
    }

    private static ExporterOptions Options(ScriptedServer server) => new() { Endpoint = server.Url, Timeout = TimeSpan.FromSeconds(1) };

    private static async Task<SendOutcome> SendAsync(ScriptedServer.Answer answer)
    {
        await using var server = new ScriptedServer(_ => answer);
        using var sender = new OtlpHttpSender(Options(server), TimeProvider.System);
        return await sender.SendAsync(Request, CancellationToken.None);
    }
}
