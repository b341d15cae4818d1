using System.Text.Json;
using PodMirror.Sidecar.Replay;

namespace PodMirror.Sidecar.Tests.Replay;

public sealed class OtlpFormTests : IDisposable
{
    private readonly ReplayRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Each_exchange_is_a_request_to_an_OTLP_receiver_on_a_line_of_its_own()
    {
        var options = new ReplayOptions { Files = [_rig.File("a.pcap", HttpCapture.Sample())], Format = ReplayFormat.Otlp, Stats = true };

        Assert.Equal(ExitCode.Ok, _rig.Run(options));

        Assert.Contains("\"exchanges_sent\":2", _rig.Error, StringComparison.Ordinal);
        Assert.Equal(["/first", "/second"], _rig.Objects.Select(Path));
        JsonElement span = Span(_rig.Objects[0]);
        Assert.Equal("GET", span.GetProperty("name").GetString());
        Assert.Equal(32, span.GetProperty("traceId").GetString()!.Length);
        Assert.Equal("1700000000002000001", span.GetProperty("startTimeUnixNano").GetString());
        Assert.Equal("podmirror", Scope(_rig.Objects[0]).GetProperty("scope").GetProperty("name").GetString());
    }

    [Fact]
    public void The_same_file_gives_the_same_spans()
    {
        var options = new ReplayOptions { Files = [_rig.File("a.pcap", HttpCapture.Sample())], Format = ReplayFormat.Otlp };
        _rig.Run(options);
        string first = _rig.Output;
        _rig.Run(options);

        Assert.Equal(first, _rig.Output);
    }

    private static JsonElement Scope(JsonElement request) => request.GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0];

    private static JsonElement Span(JsonElement request) => Assert.Single(Scope(request).GetProperty("spans").EnumerateArray());

    private static string? Path(JsonElement request) => Span(request).GetProperty("attributes").EnumerateArray()
        .Single(attribute => attribute.GetProperty("key").GetString() == "url.path").GetProperty("value").GetProperty("stringValue").GetString();
}
