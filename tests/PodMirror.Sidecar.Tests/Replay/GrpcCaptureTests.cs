using System.Text.Json;
using PodMirror.Sidecar.Replay;
using PodMirror.TestKit;

namespace PodMirror.Sidecar.Tests.Replay;

/// <summary>Real calls of gRPC and gRPC-Web, captured by others.</summary>
public sealed class GrpcCaptureTests : IDisposable
{
    private const string Wireshark = "captures/debian-src__wireshark_4.4.18/test/captures/";
    private const string Search = Wireshark + "grpc_person_search_protobuf_with_image.pcapng.gz";
    private const string Web = Wireshark + "grpc_web.pcapng.gz";
    private const string Stream = "captures/deepflowio__deepflow/agent/resources/test/flow_generator/http/grpc-service-name.pcap";

    private readonly ReplayRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_call_is_shown_by_numbers_and_by_the_names_of_its_descriptors()
    {
        string capture = Find(Search);
        string set = _rig.File("person.desc", PersonDescriptors.Set);

        Assert.Equal(ExitCode.Ok, _rig.RunJson(capture));
        Assert.Equal("""{"1":["Jason","Lily"]}""", Body(_rig.Objects[0], "request"));
        Assert.StartsWith("""[{"1":"Jason","2":1001,"3":"**************com","4":[{""", Body(_rig.Objects[0], "response"), StringComparison.Ordinal);

        Assert.Equal(ExitCode.Ok, _rig.Run(new ReplayOptions { Files = [capture], Format = ReplayFormat.Json, Descriptors = set }));
        Assert.Equal("""{"name":["Jason","Lily"]}""", Body(_rig.Objects[0], "request"));
        Assert.StartsWith("""[{"name":"Jason","id":1001,"3":"**************com",""", Body(_rig.Objects[0], "response"), StringComparison.Ordinal);
    }

    [Fact]
    public void Spans_of_real_calls_have_method_and_status()
    {
        string[] files = [Find(Search), Find(Web), Find(Stream)];

        Assert.Equal(ExitCode.Ok, _rig.Run(new ReplayOptions { Files = files, Format = ReplayFormat.Otlp }));

        string[] calls = [.. _rig.Objects.Select(Describe).Where(static call => call.Length > 0)];
        Assert.Contains("tutorial.PersonSearchService/Search OK server_streaming", calls);
        Assert.Contains("StreamingService/ClientStreamRPC OK client_streaming", calls);
        Assert.Equal(12, calls.Count(static call => call == "greet.Greeter/SayHello OK unary"));
        Assert.All(calls, static call => Assert.DoesNotContain("grpc ", call, StringComparison.Ordinal));
    }

    private static string Find(string relative)
    {
        string? path = TestData.Find(relative);
        Assert.SkipWhen(path is null, TestData.SkipReason(relative));
        return path;
    }

    private static string Body(JsonElement exchange, string message) => exchange.GetProperty(message).GetProperty("body").GetString()!;

    private static string Describe(JsonElement traces)
    {
        JsonElement span = traces.GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans")[0];
        var attributes = span.GetProperty("attributes").EnumerateArray()
            .ToDictionary(static pair => pair.GetProperty("key").GetString()!, static pair => pair.GetProperty("value").ToString());
        return attributes.ContainsKey("rpc.system.name")
            ? $"{span.GetProperty("name")} {Text("rpc.status_code")} {Text("podmirror.rpc.observed_kind")}"
            : "";

        string Text(string name) => attributes.TryGetValue(name, out string? value) ? value.Split('"')[3] : "-";
    }
}
