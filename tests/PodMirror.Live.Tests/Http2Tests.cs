using System.Diagnostics.CodeAnalysis;
using PodMirror.Exchange;
using PodMirror.Live.Tests.Mirroring;
using PodMirror.Live.Tests.Net;
using PodMirror.Live.Tests.Peers;

namespace PodMirror.Live.Tests;

/// <summary>HTTP/2 between servers and clients that others wrote; what they log is the truth.</summary>
public sealed class Http2Tests : LiveTest
{
    private const string Name = "ring-live-http2";

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public async Task What_nginx_logs_of_calls_by_h2load_is_what_is_seen(int streams)
    {
        ForeignProgram.Need("nginx", "h2load");
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name, bufferBytes: 16 * 1024 * 1024).Start();
        using Server server = Server.Nginx(network);

        await mirror.WaitForLogAsync("connected");
        await LoadAsync(network.Outside, requests: 2000, "-m", $"{streams}");
        await mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, 2000);

        MirrorLedger ledger = mirror.Finish();
        tme.WaitForEnd();
        Assert.Equal(server.Log.Order(), tme.Exchanges.Select(LineOf).Order());
        Assert.All(tme.Exchanges, exchange => Assert.Equal((HttpProtocol.Http2, Anomalies.None), (exchange.Protocol, exchange.Anomalies)));
        Assert.Equal(0, ledger[MirrorCounter.FramesInvalid]);
    }

    [Fact]
    [SuppressMessage("Reliability", "CA2025", Justification = "The load is awaited before the network goes.")]
    public async Task Of_connections_older_than_the_mirror_every_call_is_seen_and_none_is_wrong()
    {
        ForeignProgram.Need("nginx", "h2load");
        using var network = new PodNetwork();
        using Server server = Server.Nginx(network);
        Task<string> load = LoadAsync(network.Outside, requests: 4000, "--rps=500");
        await Wait.UntilAsync(() => server.Log.Length >= 500);

        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name, bufferBytes: 16 * 1024 * 1024).Start();
        await mirror.WaitForLogAsync("connected");
        int before = server.Log.Length;
        await load;
        await Wait.UntilAsync(() => server.Log.Length == 4000);
        await mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, 4000 - before);

        mirror.Finish();
        tme.WaitForEnd();
        ReceivedExchange[] whole = [.. tme.Exchanges.Where(exchange => (exchange.Anomalies & ~Anomalies.RequestFieldsUnknown) == 0)];
        Assert.InRange(whole.Length, 4000 - before, 4000);
        Assert.Empty(Missing(whole.Select(LineOf), server.Log));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--padding=200")]
    [InlineData("--continuation")]
    public async Task What_nghttp_asks_of_nghttpd_is_seen_with_what_is_pushed_and_with_trailers(string option)
    {
        ForeignProgram.Need("nghttp", "nghttpd");
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name).Start();
        using Server server = Server.Nghttpd(network);

        await mirror.WaitForLogAsync("connected");
        string[] options = option.Length == 0 ? [] : [option];
        string[] calls = ["-n", "-H", "x-number: 7", Server.Uri("/page.html"), Server.Uri("/none")];
        await ForeignProgram.RunAsync(network.Outside, "nghttp", [.. options, .. calls]);
        await mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, 3);

        mirror.Finish();
        tme.WaitForEnd();
        ReceivedExchange page = tme.Exchanges.Single(exchange => exchange.Target == "/page.html");
        Assert.Equal((200, Server.Page), (page.Status, page.ResponseBody));
        Assert.Contains("x-number: 7", page.RequestFields, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("x-end: yes", page.ResponseTrailers, StringComparison.Ordinal);
        ReceivedExchange style = tme.Exchanges.Single(exchange => exchange.Target == "/style.css");
        Assert.Equal((200, Server.Style), (style.Status, style.ResponseBody));
        Assert.Equal(404, tme.Exchanges.Single(exchange => exchange.Target == "/none").Status);
        Assert.All(tme.Exchanges, exchange => Assert.Equal(Anomalies.None, exchange.Anomalies));
    }

    [Fact]
    public async Task Trailers_of_both_directions_are_seen_behind_their_bodies()
    {
        ForeignProgram.Need("nghttp", "nghttpd");
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name).Start();
        using Server server = Server.Nghttpd(network);
        using var sent = new TemporaryFile("a body");

        await mirror.WaitForLogAsync("connected");
        await ForeignProgram.RunAsync(network.Outside, "nghttp", "-n", "-d", sent.Path, "--trailer", "x-sum: 7", Server.Uri("/echo"));
        await mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, 1);

        mirror.Finish();
        tme.WaitForEnd();
        ReceivedExchange seen = Assert.Single(tme.Exchanges);
        Assert.Equal((200, "a body", "a body", Anomalies.None), (seen.Status, seen.RequestBody, seen.ResponseBody, seen.Anomalies));
        Assert.Contains("x-sum: 7", seen.RequestTrailers, StringComparison.Ordinal);
        Assert.DoesNotContain("x-sum: 7", seen.RequestFields, StringComparison.Ordinal);
        Assert.Contains("x-end: yes", seen.ResponseTrailers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("curl --http2", 1)]
    [InlineData("curl --http2-prior-knowledge", 1)]
    [InlineData("nghttp --expect-continue", 1)]
    [InlineData("nghttp --upgrade", 2)]
    public async Task Upgraded_or_not_the_call_is_seen_with_both_bodies(string command, int calls)
    {
        ForeignProgram.Need("curl", "nghttp", "nghttpd", "nghttpx");
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name).Start();
        using Server server = Server.Nghttpx(network);
        string sent = string.Concat(Enumerable.Range(0, 5000).Select(number => $"{number},"));
        using var file = new TemporaryFile(sent);

        await mirror.WaitForLogAsync("connected");
        string[] words = command.Split(' ');
        string[] data = words[0] == "curl"
            ? ["-s", "-f", "-o", "/dev/null", "-H", "Expect:", "--data-binary", "@" + file.Path]
            : ["-n", "-d", file.Path];
        await ForeignProgram.RunAsync(network.Outside, words[0], [.. words[1..], .. data, Server.Uri("/echo")]);

        // The proxy's own calls to the server behind it are some, too. nghttp upgrades with OPTIONS before it sends anything.
        await mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, 2 * calls);
        mirror.Finish();
        tme.WaitForEnd();
        ReceivedExchange[] posts = [.. tme.Exchanges.Where(exchange => exchange.Method == "POST")];
        Assert.Equal((2, 2 * calls), (posts.Length, tme.Exchanges.Count));
        Assert.All(posts, exchange =>
        {
            Assert.Equal(("/echo", 200), (exchange.Target, exchange.Status));
            Assert.Equal(sent, exchange.RequestBody);
            Assert.Equal(sent, exchange.ResponseBody);
            Assert.Equal(Anomalies.None, exchange.Anomalies);
        });
    }

    private static string LineOf(ReceivedExchange exchange) => $"{exchange.Method} {exchange.Target} {exchange.Status} {exchange.ResponseBytes}";

    private static Task<string> LoadAsync(NetworkNamespace place, int requests, params string[] options)
    {
        IEnumerable<string> targets = Enumerable.Range(0, 100).Select(number => (number % 4) switch
        {
            0 => $"/old/{number}",
            1 => $"/empty/{number}?a=b",
            2 => $"/none/{number}",
            _ => $"/items/{number}?page={number % 7}",
        });
        return ForeignProgram.RunAsync(
            place, "h2load", ["-n", $"{requests}", "-c", "4", "-m", "10", .. options, .. targets.Select(Server.Uri)]);
    }

    /// <summary>Those that are not among the others, each counted as often as it is there.</summary>
    private static List<string> Missing(IEnumerable<string> those, IEnumerable<string> others)
    {
        Dictionary<string, int> counts = others.CountBy(line => line).ToDictionary();
        return [.. those.Where(line => (counts[line] = counts.GetValueOrDefault(line) - 1) < 0)];
    }
}
