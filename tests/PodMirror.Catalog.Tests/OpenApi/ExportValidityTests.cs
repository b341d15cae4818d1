using System.Text;
using CsCheck;
using Microsoft.OpenApi;
using PodMirror.Catalog.OpenApi;
using PodMirror.Catalog.Tests.Traffic;

namespace PodMirror.Catalog.Tests.OpenApi;

public sealed class ExportValidityTests
{
    private static readonly string[] Hostile =
    [
        "", "~", "null", "true", "yes", "1.0", "0x1F", "1e3", "- a", "# a", "a: b", "a #b", "'", "\"", "\\", "{", "}", "[x]", "&a", "*a", "!t", "|",
        ">", "%", "@", "`",
        " a", "a ", "\t", "\n", "a\nb", "a\r\nb", "\u0000", "\u0007", "\u0085", "\u2028", "\ufeff", "é", "😀", "$ref", "x-podmirror-calls",
        "2026-01-01", "<<", "=", "?", "-", "\ud83d", "y", "n", new string('k', 120),
        "...", "---", "a/b", "a~b", ".inf", "0o17", "1_000", "12:30:45", "NULL", "Off",
    ];

    public static TheoryData<string> Files => [.. Descriptions.Files().Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Files))]
    public void What_is_written_of_generated_traffic_is_read_back_without_a_fault(string name)
    {
        string file = Descriptions.Files().Single(f => Path.GetFileName(f) == name);
        var catalog = new ApiCatalog();
        long time = Snapshots.Time;
        foreach (GeneratedCall call in new TrafficGenerator(Descriptions.Read(file), new TrafficOptions { Calls = 1500 }).Calls())
        {
            call.ObserveIn(catalog, "api", time += 1000);
        }

        ServiceSnapshot service = catalog.Read("api")!;
        OpenApiDocument document = service.WriteAndRead();
        Assert.Equal(service.Endpoints.Select(e => (e.Method, e.Template)).Distinct().Count(), document.Paths.Sum(p => p.Value.Operations!.Count));
        string[] ids = [.. document.Paths.SelectMany(p => p.Value.Operations!.Values).Select(o => o.OperationId!)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("mesh.yaml")]
    [InlineData("tracker.yaml")]
    public void What_is_written_allows_its_traffic_and_requires_what_is_required(string name)
    {
        string file = Descriptions.Files().Single(f => Path.GetFileName(f) == name);
        List<string> wrong = [];
        OpenApiVerdict verdict = OpenApiJudge.Judge(file, new TrafficOptions { Calls = 4000 }, wrong.Add);
        Assert.Empty(wrong);
        Assert.Equal((verdict.Replayed, verdict.FreshKnown, verdict.Auths), (verdict.ReplayValid, verdict.FreshKnownValid, verdict.AuthsRight));
        Assert.True(verdict is { Replayed: > 2000, FreshKnown: > 500, RequiredRight: > 20, RequiredWrong: 0, RequiredMissed: 0 }, verdict.ToString());
    }

    [Fact]
    public void The_same_snapshot_gives_the_same_bytes()
    {
        ServiceSnapshot service = StateTests.Busy().Read("api")!;
        Assert.Equal(OpenApiExport.ToJson(service), OpenApiExport.ToJson(service));
        Assert.Equal(OpenApiExport.ToYaml(service), OpenApiExport.ToYaml(service));
    }

    [Fact]
    public void A_service_without_endpoints_is_a_document_too() => Snapshots.Service().WriteAndRead();

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void Any_text_of_the_wire_makes_a_valid_document_in_both_forms(int number)
    {
        string text = Hostile[number];
        var value = new SchemaSnapshot { Types = ["string"], Seen = 1000, Enumeration = [text, "b"], Example = text };
        SchemaSnapshot schema = Snapshots.Object((text + "!", value));
        string segment = text.Replace("/", "", StringComparison.Ordinal);
        EndpointSnapshot endpoint = Snapshots.Endpoint(text, $"/{segment}/{{{text}}}/{{{text}}}") with
        {
            Auth = AuthEvidence.ApiKeyHeader | AuthEvidence.Cookie,
            ApiKeyName = text,
            CookieName = text,
            PathParameters = [new PathParameterSnapshot(text, "string", null, [text], 1)],
            QueryParameters = [new PropertySnapshot(text, true, 100, 100, Snapshots.Schema("string") with { Example = text })],
            Bodies = [Snapshots.Request(schema), Snapshots.Response(schema), new BodySnapshot(200, text, 1, 0, null)],
        };
        var service = new ServiceSnapshot(text, 2, 0, 0, true, [endpoint, endpoint with { Method = "GET" }]);
        service.WriteAndRead();
    }

    public static TheoryData<int> HostileTexts => [.. Enumerable.Range(0, Hostile.Length)];

    [Fact]
    public void A_path_that_is_longer_than_a_key_of_yaml_is_written_and_read()
    {
        string template = "/" + string.Join('/', Enumerable.Repeat(new string('a', 120), 20));
        Assert.Equal(template, Assert.Single(Snapshots.Service(Snapshots.Endpoint("GET", template)).WriteAndRead().Paths).Key);
    }

    [Fact]
    public void Calls_of_any_bytes_make_a_valid_document() => Gen.Byte.Array[0, 200].Sample(
        bytes =>
        {
            var catalog = new ApiCatalog();
            foreach (string line in Encoding.UTF8.GetString(bytes).Split('a'))
            {
                catalog.See("GET", "/" + line, body: $"{{\"{line.Length}\":\"x\"}}", query: line);
            }

            catalog.Read("api")!.WriteAndRead();
        },
        iter: 200);
}
