using System.Text.Json;
using PodMirror.Sidecar.AgentApi;
using PodMirror.Sidecar.Check;
using PodMirror.Sidecar.Tail;
using PodMirror.Sidecar.Top;

namespace PodMirror.Sidecar.Tests.AgentApi;

/// <summary>The commands against an agent of ours; tests/smoke/terminal.sh has them against the real one.</summary>
public sealed class LiveCommandTests
{
    [Fact]
    public async Task Tail_shows_the_last_calls_oldest_first_and_then_those_that_come_each_once()
    {
        await using FakeAgent agent = await FakeAgent.StartAsync();
        agent.Lists.Enqueue(FakeAgent.List(FakeAgent.Row(2, "/two"), FakeAgent.Row(1, "/one")));
        agent.Streams.Enqueue(FakeAgent.Event(FakeAgent.Row(2, "/two")) + FakeAgent.Event(FakeAgent.Row(3, "/three", status: null)));

        (int code, string output, string error) = await TailAsync("/three", "--agent", agent.Address);

        Assert.Equal((ExitCode.Ok, ""), (code, error));
        string[] lines = output.TrimEnd().Split('\n');
        Assert.Equal(["/one", "/two", "/three"], lines.Select(line => line[(line.LastIndexOf(' ') + 1)..]));
        Assert.StartsWith("12:00:01.123Z 200 GET      12.3ms shop/web ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("12:00:03.123Z   - GET ", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_the_agent_is_asked_through_the_proxy_of_services_and_namespaces_are_a_term()
    {
        await using FakeAgent agent = await FakeAgent.StartAsync();
        agent.Lists.Enqueue(FakeAgent.List(FakeAgent.Row(1, "/one")));

        (int code, _, _) = await TailAsync(
            "/one", "--kubeconfig", agent.Cluster.Kubeconfig, "--filter", "status:5xx", "-n", "shop", "-n", "bank", "--once");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal(
            "GET /api/v1/namespaces/podmirror/services/podmirror:web/proxy/api/v1/exchanges?limit=10&filter=status:5xx namespace:\"shop\",\"bank\"",
            Uri.UnescapeDataString(Assert.Single(agent.Cluster.Requests)));
    }

    [Fact]
    public async Task An_agent_that_wants_a_token_gets_that_of_the_releases_Secret_and_only_then_is_it_read()
    {
        await using FakeAgent agent = await FakeAgent.StartAsync();
        agent.Token = "viewer-token-0123456789";
        (int code, _, string error) = await TailAsync("/one", "--kubeconfig", agent.Cluster.Kubeconfig, "--once");
        Assert.Equal(ExitCode.Error, code);
        Assert.Contains("the agent podmirror/podmirror wants a token: show a token\n", error, StringComparison.Ordinal);
        Assert.Contains("--token-file FILE", error, StringComparison.Ordinal);

        string tokens = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"editor editor-token-0123456789\nviewer {agent.Token}\n"));
        agent.Cluster.Put(
            "/api/v1/namespaces/podmirror/secrets/podmirror-web", $$$"""{"metadata":{"name":"podmirror-web"},"data":{"tokens":"{{{tokens}}}"}}""");
        agent.Lists.Enqueue(FakeAgent.List(FakeAgent.Row(1, "/one")));
        (code, string output, _) = await TailAsync("/one", "--kubeconfig", agent.Cluster.Kubeconfig, "--once");
        Assert.Equal(ExitCode.Ok, code);
        Assert.EndsWith(" /one\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_a_file_is_shown_to_an_agent_that_is_reached_directly()
    {
        await using FakeAgent agent = await FakeAgent.StartAsync();
        agent.Token = "viewer-token-0123456789";
        agent.Lists.Enqueue(FakeAgent.List(FakeAgent.Row(1, "/one")));
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, agent.Token + "\n");
        (int code, string output, _) = await TailAsync("/one", "--agent", agent.Address, "--once", "--token-file", file);
        Assert.Equal(ExitCode.Ok, code);
        Assert.EndsWith(" /one\n", output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, "");
        (code, _, string error) = await TailAsync("/one", "--agent", agent.Address, "--once", "--token-file", file);
        Assert.Equal(ExitCode.Error, code);
        Assert.Contains("the token for the agent: there is no token in it", error, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Theory]
    [InlineData("/no/such/token", "no such file")]
    [InlineData("/tmp", "it is a folder")]
    public async Task A_file_of_a_token_that_cannot_be_read_is_told_by_its_name_and_in_words_of_ours(string file, string reason)
    {
        (int code, string output, string error) = await TailAsync("never", "--agent", "http://127.0.0.1:1", "--once", "--token-file", file);
        Assert.Equal((ExitCode.Error, ""), (code, output));
        Assert.StartsWith($"podmirror: the token for the agent: {file}: {reason}\n", error, StringComparison.Ordinal);
        Assert.Contains("--token-file FILE", error, StringComparison.Ordinal);

        var said = new StringWriter();
        await using FakeAgent agent = await FakeAgent.StartAsync();
        code = await CheckCommand.RunAsync(
            CheckCommand.Create().Parse(["--token-file", file, "--kubeconfig", agent.Cluster.Kubeconfig]),
            TimeProvider.System,
            TextWriter.Null,
            said,
            TestContext.Current.CancellationToken);
        Assert.Equal((ExitCode.Error, $"podmirror: the token for the agent: {file}: {reason}\n"), (code, said.ToString()));
    }

    [Fact]
    public async Task Tail_connects_again_shows_what_was_missed_and_says_so()
    {
        await using FakeAgent agent = await FakeAgent.StartAsync();
        agent.Lists.Enqueue(FakeAgent.List());
        agent.Lists.Enqueue(FakeAgent.List(FakeAgent.Row(2, "/missed"), FakeAgent.Row(1, "/seen")));
        agent.Streams.Enqueue(FakeAgent.Event(FakeAgent.Row(1, "/seen")));
        agent.Streams.Enqueue(FakeAgent.Event(FakeAgent.Row(3, "/after")));

        (int code, string output, string error) = await TailAsync("/after", "--agent", agent.Address);

        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal(["/seen", "/missed", "/after"], output.TrimEnd().Split('\n').Select(line => line[(line.LastIndexOf(' ') + 1)..]));
        Assert.Contains(" ended the stream; connecting again\n", error, StringComparison.Ordinal);
        Assert.Contains("podmirror: connected again; 1 calls were missed, and are shown\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lost_calls_are_told_on_standard_error_and_json_stays_objects()
    {
        await using FakeAgent agent = await FakeAgent.StartAsync();
        agent.Streams.Enqueue("event: lost\ndata: 12\n\n" + FakeAgent.Event(FakeAgent.Row(1, "/a\u001b[31m\u009b")));

        (int code, string output, string error) = await TailAsync("/a", "--agent", agent.Address, "--json");

        Assert.Equal(ExitCode.Ok, code);
        Assert.StartsWith("podmirror: 12 calls were lost: ", error, StringComparison.Ordinal);
        Assert.DoesNotMatch("[^ -~\n]", output);
        Assert.Equal("/a\u001b[31m\u009b", JsonDocument.Parse(output).RootElement.GetProperty("path").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_filter_that_cannot_be_read_is_a_wrong_command_line_and_its_place_is_told(bool isTop)
    {
        await using FakeAgent agent = await FakeAgent.StartAsync();
        agent.Refusal = (400, """{"status":400,"detail":"there is no field stauts","parameter":"filter","start":0,"end":6}""");

        (int code, string output, string error) = await (isTop
            ? TopAsync("never", "--agent", agent.Address, "-f", "stauts:500")
            : TailAsync("never", "--agent", agent.Address, "-f", "stauts:500"));

        Assert.Equal((ExitCode.Usage, ""), (code, output));
        Assert.Equal("podmirror: --filter: there is no field stauts\n  characters 1 to 6\n", error);
    }

    [Theory]
    [InlineData(403, """{"message":"services \"podmirror\" is forbidden: \u001b[31m"}""", @"services ""podmirror"" is forbidden: \u{1b}[31m")]
    [InlineData(502, "<html>", "HTTP status 502")]
    public async Task A_refusal_is_told_in_the_words_of_who_refuses_with_what_to_do(int status, string body, string expected)
    {
        await using FakeAgent agent = await FakeAgent.StartAsync();
        agent.Refusal = (status, body);

        (int code, _, string error) = await TailAsync("never", "--kubeconfig", agent.Cluster.Kubeconfig);

        Assert.Equal(ExitCode.Error, code);
        Assert.StartsWith($"podmirror: the agent podmirror/podmirror does not answer: {expected}\n", error, StringComparison.Ordinal);
        Assert.Contains("kubectl -n podmirror port-forward service/podmirror 8080:web", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_that_is_not_there_is_told_with_the_way_to_reach_it()
    {
        (int code, string output, string error) = await TailAsync("never", "--agent", "http://127.0.0.1:1");

        Assert.Equal((ExitCode.Error, ""), (code, output));
        Assert.StartsWith("podmirror: the agent at http://127.0.0.1:1 cannot be reached: Connection refused\n", error, StringComparison.Ordinal);
        Assert.Contains("port-forward", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_answers_with_a_page_is_no_agent()
    {
        await using FakeAgent agent = await FakeAgent.StartAsync();
        agent.Refusal = (200, "<html>");
        (int code, _, string error) = await TailAsync("never", "--agent", agent.Address);
        Assert.Equal(ExitCode.Error, code);
        Assert.Contains("is no agent", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Top_shows_the_last_minute_once()
    {
        await using FakeAgent agent = await FakeAgent.StartAsync();
        agent.Lists.Enqueue(FakeAgent.List(
            FakeAgent.Row(1, "/a"), FakeAgent.Row(2, "/b", status: 503), FakeAgent.Row(3, "/a", status: 404), FakeAgent.Row(4, "/a")));

        (int code, string output, _) = await TopAsync("never", "--agent", agent.Address, "--once", "--sort", "errors");

        Assert.Equal(ExitCode.Ok, code);
        string[] lines = output.TrimEnd().Split('\n');
        Assert.Matches(@"^\d\d:\d\d:\d\dZ  0\.1 calls/s, 2 endpoints, over 60 s, by errors$", lines[0]);
        Assert.Equal("shop/web GET 0.0 100.0 12.4ms 12.4ms 503 /b", Squeezed(lines[2]));
        Assert.Equal("shop/web GET 0.1 0.0 12.4ms 12.4ms 200 /a", Squeezed(lines[3]));
    }

    [Fact]
    public async Task Top_puts_calls_together_by_the_templates_of_the_catalog()
    {
        await using FakeAgent agent = await FakeAgent.StartAsync();
        agent.Endpoints = """{"endpoints":[{"service":"web","method":"GET","template":"/items/{id}"}],"next_cursor":null}""";
        agent.Lists.Enqueue(FakeAgent.List(FakeAgent.Row(1, "/items/1"), FakeAgent.Row(2, "/items/2"), FakeAgent.Row(3, "/items")));
        (int code, string output, _) = await TopAsync("never", "--agent", agent.Address, "--once");
        Assert.Equal(ExitCode.Ok, code);
        string[] lines = output.TrimEnd().Split('\n');
        Assert.Equal(["/items/{id}", "/items"], lines[2..].Select(line => line[(line.LastIndexOf(' ') + 1)..]));

        agent.Streams.Enqueue(FakeAgent.Event(FakeAgent.Row(4, "/items/4")) + FakeAgent.Event(FakeAgent.Row(5, "/items/5")));
        (code, _, string error) = await TopAsync("/items/{id}\",\"calls\":2", "--agent", agent.Address, "--json", "--interval", "0.1");
        Assert.Equal((ExitCode.Ok, ""), (code, error));
    }

    [Fact]
    public async Task Top_counts_live_calls_and_what_was_lost()
    {
        await using FakeAgent agent = await FakeAgent.StartAsync();
        string calls = FakeAgent.Event(FakeAgent.Row(1, "/a")) + FakeAgent.Event(FakeAgent.Row(2, "/a", status: null));
        agent.Streams.Enqueue("event: lost\ndata: 7\n\n" + calls);

        (int code, string output, _) = await TopAsync("\"calls\":2", "--agent", agent.Address, "--json", "--interval", "0.1");

        Assert.Equal(ExitCode.Ok, code);
        JsonElement last = JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]).RootElement;
        JsonElement endpoint = Assert.Single(last.GetProperty("endpoints").EnumerateArray());
        Assert.Equal(7, last.GetProperty("lost").GetInt64());
        Assert.Equal(
            ("shop/web", "GET", "/a", 50.0, JsonValueKind.Null),
            (endpoint.GetProperty("service").GetString(), endpoint.GetProperty("method").GetString(), endpoint.GetProperty("path").GetString(),
                endpoint.GetProperty("error_percent").GetDouble(), endpoint.GetProperty("last_status").ValueKind));
    }

    [Theory]
    [InlineData("tail --last 1001")]
    [InlineData("tail --last x")]
    [InlineData("tail --agent ftp://x")]
    [InlineData("tail --agent http://user:secret@x")]
    [InlineData("top --sort size")]
    [InlineData("top --interval 0")]
    [InlineData("top --interval 1e9")]
    public void A_wrong_value_is_a_wrong_command_line(string line)
    {
        var error = new StringWriter();
        Assert.Equal(ExitCode.Usage, CommandLine.Run(line.Split(' '), error));
        Assert.StartsWith("podmirror: --", error.ToString(), StringComparison.Ordinal);
    }

    private static string Squeezed(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static Task<(int Code, string Output, string Error)> TailAsync(string end, params string[] arguments) =>
        RunAsync(end, (terminal, cancel) => TailCommand.RunAsync(TailCommand.Create().Parse(arguments), terminal, new ImpatientClock(), cancel));

    private static Task<(int Code, string Output, string Error)> TopAsync(string end, params string[] arguments) =>
        RunAsync(end, (terminal, cancel) => TopCommand.RunAsync(TopCommand.Create().Parse(arguments), terminal, TimeProvider.System, cancel));

    private static async Task<(int Code, string Output, string Error)> RunAsync(string end, Func<LiveTerminal, CancellationToken, Task<int>> run)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var output = new EndingWriter(end, ending);
        var error = new StringWriter();
        int code = await run(new LiveTerminal(output, error, Width: null, Colours: false), ending.Token);
        return (code, output.ToString(), error.ToString());
    }
}
