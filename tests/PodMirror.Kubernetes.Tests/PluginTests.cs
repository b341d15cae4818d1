using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using PodMirror.ClusterKit;

namespace PodMirror.Kubernetes.Tests;

public sealed class PluginTests : IDisposable
{
    private const string Version = "client.authentication.k8s.io/v1";

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_program_that_fails_is_told_in_its_own_words_with_its_exit_code()
    {
        string program = Script("printf '\\n\\033[1mfailing-because\\nmore\\n' >&2; exit 3");

        KubeException fault = await Assert.ThrowsAsync<KubeException>(() => ExecProgram.RunAsync(new ExecSettings(program, Version)));

        Assert.Equal($"exec plugin {program}: it failed with exit code 3: [1mfailing-because", fault.Message);
    }

    [Fact]
    public async Task A_program_that_fails_without_a_word_is_told_with_its_exit_code()
    {
        string program = Script("exit 7");

        KubeException fault = await Assert.ThrowsAsync<KubeException>(() => ExecProgram.RunAsync(new ExecSettings(program, Version)));

        Assert.Equal($"exec plugin {program}: it failed with exit code 7", fault.Message);
    }

    [Fact]
    public async Task A_program_that_is_missing_is_told_with_its_hint()
    {
        var settings = new ExecSettings("no-such-login", Version) { InstallHint = "\nget it at example.org\nor elsewhere" };

        KubeException fault = await Assert.ThrowsAsync<KubeException>(() => ExecProgram.RunAsync(settings));

        Assert.Equal("exec plugin no-such-login: there is no such program; get it at example.org", fault.Message);
    }

    [Fact]
    public async Task A_file_that_may_not_be_run_is_told_as_such()
    {
        string program = Path.Combine(_directory, "data");
        await File.WriteAllTextAsync(program, "no program");

        KubeException fault = await Assert.ThrowsAsync<KubeException>(() => ExecProgram.RunAsync(new ExecSettings(program, Version)));

        Assert.Equal($"exec plugin {program}: it may not be run: permission denied", fault.Message);
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_ended()
    {
        string program = Script("sleep 60");
        long start = Stopwatch.GetTimestamp();
        var settings = new ExecSettings(program, Version) { Limit = TimeSpan.FromMilliseconds(300) };

        KubeException fault = await Assert.ThrowsAsync<KubeException>(() => ExecProgram.RunAsync(settings));

        Assert.Equal($"exec plugin {program}: it was not done within 0.3 s", fault.Message);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 20);
    }

    [Theory]
    [InlineData("echo nothing", "what it wrote is no JSON")]
    [InlineData("echo '[]'", "what it wrote is no ExecCredential of client.authentication.k8s.io/v1")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\"}'", "it gave neither a token nor a client")]
    public async Task What_is_no_credential_is_told_as_such(string script, string expected)
    {
        string program = Script(script);

        KubeException fault = await Assert.ThrowsAsync<KubeException>(() => ExecProgram.RunAsync(new ExecSettings(program, Version)));

        Assert.StartsWith($"exec plugin {program}: {expected}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_and_variables_arrive_as_they_are_and_a_path_is_beside_the_kubeconfig()
    {
        Script("printf '%s|' \"$@\" \"$GREETING\" \"$KUBERNETES_EXEC_INFO\" > \"$0.seen\"; " + Answer("\"token\":\"t1\""));
        await using FakeCluster cluster = await FakeCluster.StartAsync();
        string? authorization = null;
        cluster.Intercept = context =>
        {
            authorization = context.Request.Headers.Authorization;
            return Task.FromResult(false);
        };
        using KubeClient client = Connect(
            cluster.Address,
            """{command: ./login, provideClusterInfo: true, args: ["a b", "", "c\"d"], env: [{name: GREETING, value: "good day"}], """);

        await StatusAsync(client);

        string[] seen = (await File.ReadAllTextAsync(Path.Combine(_directory, "login.seen"))).Split('|');
        Assert.Equal(["a b", "", "c\"d", "good day"], seen[..4]);
        using var info = JsonDocument.Parse(seen[4]);
        Assert.Equal(Version, info.RootElement.GetProperty("apiVersion").GetString());
        JsonElement spec = info.RootElement.GetProperty("spec");
        Assert.False(spec.GetProperty("interactive").GetBoolean());
        Assert.Equal(cluster.Address.AbsoluteUri.TrimEnd('/'), spec.GetProperty("cluster").GetProperty("server").GetString());
        Assert.Equal("Bearer t1", authorization);
    }

    [Theory]
    [InlineData("", 200, 1)]
    [InlineData(",\"expirationTimestamp\":\"2999-01-01T00:00:00Z\"", 200, 1)]
    [InlineData(",\"expirationTimestamp\":\"2001-01-01T00:00:00Z\"", 200, 2)]
    [InlineData("", 401, 2)]
    public async Task A_program_is_run_again_when_its_credentials_expired_or_were_refused(string expires, int status, int runs)
    {
        Script("echo >> \"$0.runs\"; " + Answer("\"token\":\"t\"" + expires));
        await using FakeCluster cluster = await FakeCluster.StartAsync();
        cluster.Intercept = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };
        using KubeClient client = Connect(cluster.Address, "{command: ./login, ");

        Assert.Equal(status, await StatusAsync(client));
        Assert.Equal(status, await StatusAsync(client));

        Assert.Equal(runs, (await File.ReadAllLinesAsync(Path.Combine(_directory, "login.runs"))).Length);
    }

    [Fact]
    public async Task A_program_that_no_longer_gives_credentials_is_told_in_one_line()
    {
        Script(
            "mkdir \"$0.once\" 2>/dev/null || exit 1; " + Answer("\"token\":\"t\",\"expirationTimestamp\":\"2001-01-01T00:00:00Z\""));
        await using FakeCluster cluster = await FakeCluster.StartAsync();
        using KubeClient client = Connect(cluster.Address, "{command: ./login, ");
        Assert.Equal(200, await StatusAsync(client));

        KubeException fault = await Assert.ThrowsAsync<KubeException>(() => StatusAsync(client));

        Assert.Equal(
            $"no credentials for the API server at {cluster.Address.Authority}: exec plugin {_directory}/./login: it failed with exit code 1",
            fault.Message);
    }

    [Fact]
    public async Task A_client_certificate_of_a_program_is_shown_to_the_server()
    {
        using X509Certificate2 own = TlsServer.MakeAuthority();
        using ECDsa key = own.GetECDsaPrivateKey()!;
        string certificate = JsonEncodedText.Encode(own.ExportCertificatePem()).ToString().Replace("\\u002B", "+", StringComparison.Ordinal);
        string secret = JsonEncodedText.Encode(key.ExportPkcs8PrivateKeyPem()).ToString().Replace("\\u002B", "+", StringComparison.Ordinal);
        Script(Answer($"\"clientCertificateData\":\"{certificate}\",\"clientKeyData\":\"{secret}\""));
        string? shown = null;
        await using TlsServer server = await TlsServer.StartAsync(handle: async context =>
            shown = (await context.Connection.GetClientCertificateAsync())?.Thumbprint);
        string user = $"exec: {{command: ./login, apiVersion: {Version}}}";
        await File.WriteAllTextAsync(Path.Combine(_directory, "config"), server.Kubeconfig("insecure-skip-tls-verify: true", user));
        using KubeClient client = new KubeAccess(Path.Combine(_directory, "config")).Connect();

        await StatusAsync(client);

        Assert.Equal(own.Thumbprint, shown);
    }

    private static string Answer(string status) =>
        $"cat <<'END'\n{{\"apiVersion\":\"{Version}\",\"kind\":\"ExecCredential\",\"status\":{{{status}}}}}\nEND";

    private static async Task<int> StatusAsync(KubeClient client)
    {
        using KubeAnswer answer = await client.GetAsync("/api/v1/pods", default);
        return answer.Status;
    }

    private string Script(string text)
    {
        string program = Path.Combine(_directory, "login");
        File.WriteAllText(program, "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return program;
    }

    private KubeClient Connect(Uri server, string exec)
    {
        string file = Path.Combine(_directory, "config");
        File.WriteAllText(file, $$"""
            current-context: c
            clusters: [{name: c, cluster: {server: "{{server}}" } }]
            users: [{name: u, user: {exec: {{exec}} apiVersion: {{Version}} } } }]
            contexts: [{name: c, context: {cluster: c, user: u} }]
            """);
        return new KubeAccess(file).Connect();
    }
}
