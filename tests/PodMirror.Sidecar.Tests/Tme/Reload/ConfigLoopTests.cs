using PodMirror.Sidecar.Tme.Reload;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tests.Tme.Reload;

public sealed class ConfigLoopTests : IDisposable
{
    private readonly FakeSource _source = new();
    private readonly List<int?> _applied = [];
    private readonly List<string> _log = [];
    private readonly ConfigLoop _loop;
    private int _refused;

    public ConfigLoopTests() =>
        _loop = new ConfigLoop(_source, config => _applied.Add(config.For(null, null).MaxBodyBytes), () => _refused++, TimeProvider.System, _log.Add);

    public void Dispose() => _source.Dispose();

    [Fact]
    public async Task Each_new_document_is_applied_once()
    {
        foreach (string document in (string[])[Of(1), Of(1), Of(2), Of(2)])
        {
            _source.Document = document;
            Assert.True(await _loop.TurnAsync(default));
        }

        _source.Document = null;
        Assert.True(await _loop.TurnAsync(default));
        Assert.Equal([1, 2], _applied);
        Assert.Equal(2, _log.Count);
    }

    [Fact]
    public async Task A_bad_document_changes_nothing_and_is_told_once()
    {
        foreach (string document in (string[])[Of(1), "{\"x\":1}", "{\"x\":1}", Of(3)])
        {
            _source.Document = document;
            Assert.Equal(document.Contains("defaults", StringComparison.Ordinal), await _loop.TurnAsync(default));
        }

        Assert.Equal([1, 3], _applied);
        Assert.Equal(1, _refused);
        Assert.Equal(
            ["settings taken from test", "settings of test refused, those of before still hold: line 1, column 2: no such member",
             "settings taken from test"],
            _log);
    }

    [Fact]
    public async Task What_goes_wrong_is_told_once_until_it_is_right_again()
    {
        foreach (string? fault in (string?[])["no answer", "no answer", null, "no answer"])
        {
            _source.Fault = fault;
            Assert.Equal(fault is null, await _loop.TurnAsync(default));
        }

        Assert.Equal(["no settings from test: no answer", "no settings from test: no answer"], _log);
    }

    [Theory]
    [InlineData("http://agent:4318/v1/traces", ExportProtocol.HttpProtobuf, "http://agent:4318/api/v1/sidecar-config")]
    [InlineData("https://agent/base/v1/traces", ExportProtocol.HttpProtobuf, "https://agent/api/v1/sidecar-config")]
    [InlineData("http://agent:4317", ExportProtocol.Grpc, "http://agent:4318/api/v1/sidecar-config")]
    [InlineData("http://agent:9000", ExportProtocol.Grpc, "http://agent:9000/api/v1/sidecar-config")]
    public void The_agent_is_asked_where_spans_go(string endpoint, ExportProtocol protocol, string expected)
    {
        var export = new ExporterOptions { Endpoint = new Uri(endpoint), Protocol = protocol };

        Assert.Equal(new Uri(expected), ConfigClient.Derive(export));
    }

    [Fact]
    public void The_question_says_whose_sidecar_it_is()
    {
        var resource = new Dictionary<string, string> { ["k8s.namespace.name"] = "a&b", ["k8s.pod.name"] = "p" };

        Assert.Equal("?namespace=a%26b&pod=p", ConfigClient.Of(new Uri("http://agent:4318/x"), resource).Query);
    }

    private static string Of(int bytes) => $$"""{"defaults":{"maxBodyBytes": {{bytes}} } }""";
}
