using System.Text;
using PodMirror.Catalog.Drift;
using PodMirror.Catalog.OpenApi;

namespace PodMirror.Catalog.Tests.OpenApi;

public sealed class HttpDriftTests
{
    private const string WithGet = "openapi: 3.0.3\ninfo: {title: a, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: ok}}}}}";

    private static readonly string WithHead = WithGet.Replace("get:", "head:", StringComparison.Ordinal);

    [Fact]
    public void Preflights_heads_and_answers_without_change_are_HTTPs_own_and_no_drift()
    {
        EndpointSnapshot cached = Snapshots.Endpoint("GET", "/a") with { Statuses = [new StatusSnapshot(200, 5), new StatusSnapshot(304, 5)] };
        DriftReport report = Compare(
            WithGet, DriftMemory.Empty, cached, Snapshots.Endpoint("OPTIONS", "/a"), Snapshots.Endpoint("HEAD", "/a"),
            Snapshots.Endpoint("OPTIONS", "/debug"), Snapshots.Endpoint("HEAD", "/debug"));
        Assert.Equal(["GET /a Documented"], Lines(report));
    }

    [Fact]
    public void A_head_that_is_described_is_compared() =>
        Assert.Equal(
            ["HEAD /a Changed response.204"],
            Lines(Compare(WithHead, DriftMemory.Empty, Snapshots.Endpoint("HEAD", "/a") with { Statuses = [new StatusSnapshot(204, 1)] })));

    [Fact]
    public void A_head_that_is_gone_from_the_description_is_no_zombie()
    {
        DriftMemory memory = Compare(WithHead, DriftMemory.Empty, Snapshots.Endpoint("HEAD", "/a")).Memory;
        EndpointSnapshot later = Snapshots.Endpoint("HEAD", "/a") with { LastSeen = Snapshots.Time + 1000 };
        Assert.Equal(["GET /a Orphan"], Lines(Compare(WithGet, memory, later)));
    }

    private static DriftReport Compare(string text, DriftMemory memory, params EndpointSnapshot[] endpoints)
    {
        Assert.True(ApiDescriptionReader.TryRead(Encoding.UTF8.GetBytes(text), null, out ApiDescription? description, out _));
        return DriftComparison.Compare(description, Snapshots.Service(endpoints), memory, Snapshots.Time);
    }

    private static IEnumerable<string> Lines(DriftReport report) =>
        report.Items.Select(i => string.Join(' ', [$"{i.Method} {i.Template} {i.Status}", .. i.Changes.Select(c => c.Where)]));
}
