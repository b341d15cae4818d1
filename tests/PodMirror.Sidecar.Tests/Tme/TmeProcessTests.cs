using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;

namespace PodMirror.Sidecar.Tests.Tme;

public sealed class TmeProcessTests
{
    private const int SigTerm = 15;
    private const int SigUsr1 = 10;

    [Fact]
    public async Task The_command_exports_what_a_mirror_sends_tells_its_ledger_and_ends_by_sigterm()
    {
        using var receiver = new TcpListener(System.Net.IPAddress.Loopback, 0);
        receiver.Start();
        Task<string> request = TakeRequestAsync(receiver);
        string name = $"spans-process-{Environment.ProcessId}";
        using Process tme = Start(
            $"--socket {name} --stats --batch-ms 10 --config-endpoint none", ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{receiver.LocalEndpoint}"));
        Assert.Contains("listening", await tme.StandardError.ReadLineAsync(), StringComparison.Ordinal);

        using var mirror = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 20_000 };
        await mirror.ConnectAsync(new UnixDomainSocketEndPoint("\0" + name));
        mirror.Send(TmeRig.Exchange(0));
        TmeRig.AwaitAcknowledged(mirror, 1);

        Assert.StartsWith("POST /v1/traces HTTP/1.1", await request, StringComparison.Ordinal);
        Signal(tme, SigUsr1);
        await AssertLedgerAsync(tme, exported: 1);
        mirror.Dispose();
        Signal(tme, SigTerm);
        await AssertLedgerAsync(tme, exported: 1);
        await tme.WaitForExitAsync();
        Assert.Equal(0, tme.ExitCode);
    }

    [Theory]
    [InlineData("--batch-bytes 1", "--batch-bytes '1' is not")]
    [InlineData("--nonsense", "--nonsense")]
    public async Task A_wrong_command_line_is_said_and_ends_with_64(string arguments, string expected)
    {
        using Process tme = Start(arguments);

        Assert.Contains(expected, await tme.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        await tme.WaitForExitAsync();
        Assert.Equal(64, tme.ExitCode);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "nonsense")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "authorization: Bearer x")]
    [InlineData("PODMIRROR_CA_BUNDLE", "no PEM")]
    public async Task A_wrong_variable_is_said_by_its_name(string variable, string value)
    {
        using Process tme = Start("", (variable, value));

        Assert.Contains(variable[..18], await tme.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        await tme.WaitForExitAsync();
        Assert.Equal(64, tme.ExitCode);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_CERTIFICATE")]
    [InlineData("PODMIRROR_TOKEN_FILE")]
    public async Task A_file_that_may_still_come_keeps_it_from_sending_and_not_from_starting(string variable)
    {
        using Process tme = Start($"--socket spans-missing-{Environment.ProcessId} --config-endpoint none", (variable, "/does/not/exist"));

        string? first = await tme.StandardError.ReadLineAsync();
        Assert.Contains($"the file of {variable}, /does/not/exist: no such file; nothing is sent until", first, StringComparison.Ordinal);
        Assert.Contains("listening", await tme.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        Signal(tme, SigTerm);
        await tme.WaitForExitAsync();
        Assert.Equal(0, tme.ExitCode);
    }

    [Fact]
    public async Task Credentials_that_go_to_another_machine_in_clear_text_are_warned_of_once()
    {
        using Process tme = Start(
            $"--socket spans-open-{Environment.ProcessId} --config-endpoint none",
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://192.0.2.1:4318"), ("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20hidden"));

        string? first = await tme.StandardError.ReadLineAsync();
        Assert.Contains("authorization can be read by whoever sees the network on the way to http://192.0.2.1:4318", first, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", first, StringComparison.Ordinal);
        Assert.Contains("listening", await tme.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        Signal(tme, SigTerm);
        await tme.WaitForExitAsync();
    }

    private static Process Start(string arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", $"{typeof(ExitCode).Assembly.Location} tme {arguments}") { RedirectStandardError = true };
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static void Signal(Process process, int signal)
    {
        using var kill = Process.Start("kill", $"-{signal} {process.Id}");
        kill.WaitForExit();
    }

    private static async Task AssertLedgerAsync(Process tme, int exported)
    {
        string? line;
        do
        {
            line = await tme.StandardError.ReadLineAsync();
            Assert.NotNull(line);
        }
        while (!line.StartsWith('{'));

        using var ledger = JsonDocument.Parse(line);
        Assert.True(ledger.RootElement.GetProperty("balanced").GetBoolean());
        Assert.Equal(exported, ledger.RootElement.GetProperty("exchanges_exported").GetInt32());
    }

    private static async Task<string> TakeRequestAsync(TcpListener listener)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        byte[] bytes = new byte[65536];
        int length = await stream.ReadAtLeastAsync(bytes, 200, throwOnEndOfStream: false);
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        return System.Text.Encoding.Latin1.GetString(bytes, 0, length);
    }
}
