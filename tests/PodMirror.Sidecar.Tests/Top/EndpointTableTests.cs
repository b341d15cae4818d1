using System.Text;
using CsCheck;
using PodMirror.Sidecar.AgentApi;
using PodMirror.Sidecar.Tests.AgentApi;
using PodMirror.Sidecar.Top;

namespace PodMirror.Sidecar.Tests.Top;

public sealed class EndpointTableTests
{
    private readonly MovableClock _clock = new();

    [Theory]
    [InlineData("GET", "/items/42", "/items/42")]
    [InlineData("GET /items/{id}", "/items/42", "/items/{id}")]
    [InlineData("shop.Cart/Add", "/shop.Cart/Add", "shop.Cart/Add")]
    [InlineData("HTTP", "/x", "/x")]
    [InlineData("", "/x", "/x")]
    [InlineData("GET", "", "GET")]
    public void Calls_are_put_together_by_route_or_operation_and_else_by_path(string name, string path, string expected) =>
        Assert.Equal(new EndpointKey("shop/web", "GET", expected), EndpointKey.Of(Row(1, path, name: name)));

    [Fact]
    public void What_is_older_than_the_window_is_forgotten_half_by_half()
    {
        var table = new EndpointTable(_clock);
        table.Add(Row(1, "/a"));
        _clock.Advance(TimeSpan.FromSeconds(40));
        table.Add(Row(2, "/a", status: 500));
        Assert.Equal((2, 50.0, 2 / 40.0), Only(table));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal((1, 100.0, 1 / 30.0), Only(table));
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Empty(table.Rows(TopOrder.Calls));
    }

    [Fact]
    public void More_endpoints_than_the_bound_are_one_row_and_none_of_their_calls_is_lost()
    {
        var table = new EndpointTable(_clock);
        for (int i = 0; i < EndpointTable.MaxEndpoints + 500; i++)
        {
            table.Add(Row(i, $"/{i}"));
        }

        IReadOnlyList<EndpointRow> rows = table.Rows(TopOrder.Calls);
        Assert.Equal(EndpointTable.MaxEndpoints + 1, rows.Count);
        Assert.Equal((new EndpointKey("", "", "(others)"), 500), (rows[0].Key, rows[0].Calls));
    }

    [Fact]
    public void Rows_of_paths_become_one_when_their_template_is_known_and_a_route_stays_as_the_span_tells_it()
    {
        var table = new EndpointTable(_clock);
        table.Add(Row(1, "/items/1", status: 500));
        table.Add(Row(2, "/items/2", status: 404));
        table.Add(Row(3, "/items/3", name: "GET /items/:id"));
        table.Use(Templates("/items/{id}"));
        EndpointRow[] rows = [.. table.Rows(TopOrder.Calls)];
        Assert.Equal(["/items/{id}", "/items/:id"], rows.Select(row => row.Key.Target));
        Assert.Equal((2, 50.0, 404L), (rows[0].Calls, rows[0].ErrorPercent, rows[0].LastStatus));

        table.Use(Templates("/items/{itemId}"));
        table.Add(Row(4, "/items/4"));
        rows = [.. table.Rows(TopOrder.Calls)];
        Assert.Equal(["/items/{itemId}", "/items/:id"], rows.Select(row => row.Key.Target));
        Assert.Equal((3, 200L), (rows[0].Calls, rows[0].LastStatus));
    }

    [Theory]
    [InlineData("/crash/1", "/crash/{id}")]
    [InlineData("/crash/6ba7b810-9dad-11d1-80b4-00c04fd430c8/2/", "/crash/{id}/{id}/")]
    [InlineData("/v1/crash", "/v1/crash")]
    [InlineData("//", "//")]
    public void What_is_no_endpoint_of_the_catalog_has_numbers_and_uuids_as_values_and_without_a_catalog_its_path(string path, string expected)
    {
        var table = new EndpointTable(_clock);
        table.Add(Row(1, path));
        Assert.Equal(path, Assert.Single(table.Rows(TopOrder.Calls)).Key.Target);
        table.Use(Templates("/items/{id}"));
        table.Add(Row(2, path));
        Assert.Equal((expected, 2), (Assert.Single(table.Rows(TopOrder.Calls)).Key.Target, table.Rows(TopOrder.Calls)[0].Calls));
    }

    [Theory]
    [InlineData("calls", "/b /a /c")]
    [InlineData("errors", "/c /a /b")]
    [InlineData("p50", "/a /b /c")]
    [InlineData("service", "/a /b /c")]
    public void Rows_come_in_the_order_that_is_asked_for(string order, string expected)
    {
        var table = new EndpointTable(_clock);
        table.Add(Row(1, "/a", durationNs: 9_000_000));
        table.Add(Row(2, "/b", durationNs: 2_000_000));
        table.Add(Row(3, "/b", durationNs: 2_000_000));
        table.Add(Row(4, "/c", status: null, durationNs: 1_000_000));
        Assert.Equal(expected, string.Join(' ', table.Rows(TopOrders.Of(order)).Select(row => row.Key.Target)));
    }

    [Fact]
    public void A_percentile_is_right_to_an_eighth() =>
        Gen.Long[2, 10_000_000_000].Array[1, 200].Sample(durations =>
        {
            LatencyHistogram one = new();
            LatencyHistogram other = new();
            for (int i = 0; i < durations.Length; i++)
            {
                (i % 2 == 0 ? one : other).Add(durations[i]);
            }

            long[] sorted = [.. durations.Order()];
            foreach (double share in new[] { 0.5, 0.95, 1 })
            {
                double expected = sorted[(int)Math.Ceiling(sorted.Length * share) - 1];
                Assert.InRange(LatencyHistogram.Percentile(one, other, share) / expected, 0.89, 1.12);
            }
        });

    private static (long Calls, double Errors, double Rate) Only(EndpointTable table)
    {
        EndpointRow row = Assert.Single(table.Rows(TopOrder.Calls));
        return (row.Calls, row.ErrorPercent, row.CallsPerSecond);
    }

    private static EndpointTemplates Templates(string template)
    {
        var templates = new EndpointTemplates();
        templates.Add("web", "GET", template);
        return templates;
    }

    private static LiveRow Row(int id, string path, long? status = 200, string name = "GET", long durationNs = 12_300_000) =>
        LiveRow.TryRead(Encoding.UTF8.GetBytes(FakeAgent.Row(id, path, status, name, durationNs)))!;
}
