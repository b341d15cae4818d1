using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PodMirror.Agent.Tests.Configuration;

public sealed partial class CommandLineTests
{
    private const int Sigterm = 15;

    [Theory]
    [InlineData("--nonsense", "--nonsense")]
    [InlineData("--grpc-port x", "--grpc-port x: write a port")]
    [InlineData("--web example.com:80", "--web example.com:80: write HOST:PORT")]
    [InlineData("--store-max-bytes 1MiB", "at least 64MiB")]
    [InlineData("--store-max-age forever", "--store-max-age forever: write a number with a unit")]
    [InlineData("--grace 0s", "--grace 0s")]
    [InlineData("--metadata --metadata-labels app,", "--metadata-labels : write keys with commas between them")]
    [InlineData("--metadata --metadata-annotations a/b/c", "--metadata-annotations a/b/c: write keys")]
    [InlineData("--metadata --metadata-max-bytes 1MiB", "at least 16MiB")]
    [InlineData("--metadata --metadata-wait 0s", "--metadata-wait 0s")]
    [InlineData("--metadata --metadata-wait 61s", "1.5s, 15m, 24h or 7d, at most 1m")]
    [InlineData("--grace 50d", "at most 1h")]
    [InlineData("--store-max-age 100000d", "at most 3650d")]
    [InlineData("--forward-queue-max-age 100000d", "at most 3650d")]
    [InlineData("--max-connection-age 50d", "at most 30d, or 0s for no bound")]
    [InlineData("--listen", "--listen")]
    [InlineData("--tls-cert a", "--tls-cert needs its key: --tls-key FILE")]
    [InlineData("--tls-key a", "--tls-key needs its certificate: --tls-cert FILE")]
    [InlineData("--tls-client-ca a", "--tls-client-ca needs TLS: --tls-cert FILE --tls-key FILE")]
    [InlineData("--max-connection-age soon", "--max-connection-age soon: write a number with a unit")]
    [InlineData("--probe 500ms", "at least 1s")]
    [InlineData("--probe often", "--probe often: write a number with a unit")]
    [InlineData("--export-metrics tempo:4318", "--export-metrics: write http://HOST:PORT")]
    [InlineData("serve", "serve")]
    [InlineData("@/etc/hostname", "@/etc/hostname")]
    public async Task A_wrong_command_line_is_one_line_and_exit_code_64(string arguments, string expected)
    {
        (int code, string output, string error) = await RunAsync(arguments.Split(' '));
        Assert.Equal(64, code);
        Assert.Equal("", output);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("--help", "--store-max-bytes")]
    [InlineData("--version", ".")]
    public async Task Help_and_version_are_answers_not_errors(string option, string expected)
    {
        (int code, string output, _) = await RunAsync(option);
        Assert.Equal(0, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--grpc-port", "OTLP/gRPC")]
    [InlineData("--http-port", "OTLP/HTTP")]
    [InlineData("--web", "the web port")]
    public async Task A_port_in_use_is_named_in_one_line(string option, string listener)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string[] free = ["--data", ":memory:", "--listen", "127.0.0.1", "--grpc-port", "0", "--http-port", "0", "--web", "127.0.0.1:0"];
        int at = Array.IndexOf(free, option) + 1;
        free[at] = option == "--web" ? "127.0.0.1:" + port : port;

        (int code, string output, string error) = await RunAsync(free);

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"podmirror-agent: {listener} cannot listen on 127.0.0.1:{port}", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("/proc/nowhere")]
    [InlineData("/dev/null")]
    public async Task A_data_directory_that_cannot_be_is_named_in_one_line(string directory)
    {
        (int code, _, string error) = await RunAsync("--data", directory, "--grpc-port", "0", "--http-port", "0", "--web", "0");
        Assert.Equal(1, code);
        Assert.Contains(directory, error, StringComparison.Ordinal);
        Assert.Contains("--data", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("--tls-cert /nowhere/tls.crt --tls-key /nowhere/tls.key", "/nowhere/tls.crt: no such file")]
    [InlineData("--tls-cert /proc/self/status --tls-key /proc/self/status", "the first has no certificate in PEM form")]
    [InlineData("--token-file /nowhere/tokens", "cannot use --token-file /nowhere/tokens: /nowhere/tokens: no such file")]
    [InlineData("--token-file /dev/null", "it has 0 tokens; write 1 to 64 of them, one a line")]
    [InlineData("--sidecar-config /", "permission denied, or it is a directory")]
    public async Task A_file_that_cannot_be_used_is_named_in_one_line(string arguments, string expected)
    {
        string[] free = ["--data", ":memory:", "--grpc-port", "0", "--http-port", "0", "--web", "0"];
        (int code, string output, string error) = await RunAsync([.. free, .. arguments.Split(' ')]);
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("podmirror-agent: cannot use --", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Two_agents_do_not_share_a_directory_and_a_SIGTERM_ends_in_order()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("podmirror-agent-");
        string[] arguments = ["--data", directory.FullName, "--grpc-port", "0", "--http-port", "0", "--web", "0"];
        using Process first = Start(arguments);
        string? line = await first.StandardOutput.ReadLineAsync();
        Assert.Contains("listening", line, StringComparison.Ordinal);

        (int code, _, string error) = await RunAsync(arguments);
        Assert.Equal(1, code);
        Assert.Contains("in use by another podmirror-agent; name another directory", error, StringComparison.Ordinal);

        Assert.Equal(0, Kill(first.Id, Sigterm));
        await first.WaitForExitAsync();
        Assert.Equal(0, first.ExitCode);
        Assert.Contains("stopped: 0 spans stored", await first.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
        directory.Delete(recursive: true);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        return (process.ExitCode, await output, await error);
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "podmirror-agent.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Kill(int process, int signal);
}
