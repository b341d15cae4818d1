using System.Globalization;
using System.Net;
using System.Text.Json;
using PodMirror.Agent.Configuration;

namespace PodMirror.Agent.Tests;

/// <summary>The real agent on free ports of loopback, with what tests ask of it.</summary>
internal sealed class TestAgent : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private bool _stopped;

    private TestAgent(AgentApp app) => App = app;

    public AgentApp App { get; }

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });

    public Uri Web => AddressOf(AgentListener.Web);

    public Uri Traces => new(AddressOf(AgentListener.Http), "/v1/traces");

    public Uri MetricsAddress => new(AddressOf(AgentListener.Http), "/v1/metrics");

    public static async Task<TestAgent> StartAsync(
        Func<AgentOptions, AgentOptions>? change = null, TimeProvider? clock = null, Func<string, string?>? environment = null)
    {
        var options = new AgentOptions
        {
            GrpcPort = 0,
            HttpPort = 0,
            Web = new ListenAddress(null, 0),
            Data = AgentOptions.InMemory,
            // What tests send is of 2023; it would be too old at once.
            StoreMaxAge = TimeSpan.FromDays(365),
        };
        var agent = new TestAgent(new AgentApp(change?.Invoke(options) ?? options, clock ?? TimeProvider.System, _ => { }, environment));
        await agent.App.StartAsync();
        return agent;
    }

    public Uri AddressOf(AgentListener listener) => new($"http://{App.EndPoint(listener)}/");

    /// <summary>Posts protobuf and takes success for granted.</summary>
    public async Task SendAsync(byte[] request)
    {
        using HttpResponseMessage answer = await PostAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Posts metrics and takes success for granted.</summary>
    public async Task SendMetricsAsync(byte[] request)
    {
        using HttpResponseMessage answer = await PostAsync(request, address: MetricsAddress);
        Assert.Equal((HttpStatusCode.OK, 0), (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync()).Length));
    }

    public async Task<HttpResponseMessage> PostAsync(
        byte[] body, string? contentType = "application/x-protobuf", string? encoding = null, Uri? address = null)
    {
        using var content = new ByteArrayContent(body);
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        if (encoding is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        // A large body is refused before it is sent, so that the answer is not lost in a broken connection.
        using var request = new HttpRequestMessage(HttpMethod.Post, address ?? Traces) { Content = content };
        request.Headers.ExpectContinue = body.Length > 1 << 20;
        return await Client.SendAsync(request);
    }

    /// <summary>Sends spans and waits until they are in the store.</summary>
    public async Task StoreAsync(params TestSpan[] spans)
    {
        await SendAsync(TestRequest.Of(spans));
        await SettleAsync();
    }

    /// <summary>Waits until every accepted span is settled.</summary>
    public Task SettleAsync() => UntilAsync(async () => await MetricAsync("queue_spans") == 0);

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            Assert.False(patience.IsCancellationRequested, "what was waited for did not come");
            await Task.Delay(10);
        }
    }

    public async Task<JsonElement> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using HttpResponseMessage answer = await Client.GetAsync(new Uri(Web, path));
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == answer.StatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task<string[]> PathsAsync(string query) =>
        [.. (await RowsAsync(query)).Select(row => row.GetProperty("path").GetString() ?? "")];

    public async Task<JsonElement[]> RowsAsync(string query) =>
        [.. (await GetAsync("/api/v1/exchanges?" + query)).GetProperty("exchanges").EnumerateArray()];

    /// <summary>The sum over all series of a metric whose labels contain the given text.</summary>
    public async Task<double> MetricAsync(string name, string labels = "")
    {
        string text = await Client.GetStringAsync(new Uri(Web, "/metrics"));
        string[] series =
            [.. text.Split('\n').Where(line => IsOf(line, "podmirror_agent_" + name) && line.Contains(labels, StringComparison.Ordinal))];
        Assert.True(series.Length > 0, $"no metric {name} {labels}");
        return series.Sum(line => double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
    }

    public async Task StopAsync()
    {
        _stopped = true;
        await App.StopAsync();
    }

    /// <summary>Ends it as a crash does, as far as one process can: nothing is drained or saved.</summary>
    public async Task KillAsync()
    {
        _stopped = true;
        await App.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_stopped)
        {
            await App.StopAsync();
        }

        await App.DisposeAsync();
    }

    private static bool IsOf(string line, string name) =>
        line.StartsWith(name + " ", StringComparison.Ordinal) || line.StartsWith(name + "{", StringComparison.Ordinal);
}
