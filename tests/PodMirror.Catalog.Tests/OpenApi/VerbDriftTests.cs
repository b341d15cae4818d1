using PodMirror.Catalog.Drift;

namespace PodMirror.Catalog.Tests.OpenApi;

public sealed class VerbDriftTests
{
    [Theory]
    [InlineData("/v1/orders/{id}:cancel", "/v1/orders/{orderId}:cancel", DriftStatus.Documented)]
    [InlineData("/v1/orders/{id}:cancel", "/v1/orders/{orderId}:ship", DriftStatus.Shadow)]
    [InlineData("/v1/orders/{id}:cancel", "/v1/orders/{orderId}", DriftStatus.Shadow)]
    [InlineData("/v1/orders/{id}", "/v1/orders/{orderId}:cancel", DriftStatus.Shadow)]
    [InlineData("/v1/{name}:batch/items", "/v1/{id}/items", DriftStatus.Documented)]
    [InlineData("/v1/orders/{id}:blue", "/v1/orders/{orderId}", DriftStatus.Documented)]
    public void A_verb_tells_operations_apart_where_it_is_known_as_one(string described, string seen, DriftStatus status)
    {
        string text = $$"""
            openapi: 3.1.0
            info: {title: a, version: '1'}
            paths:
              {{described}}:
                get:
                  responses:
                    '200': {description: ok}
            """;
        DriftReport report = DriftComparison.Compare(
            ImportTests.Read(text), Snapshots.Service(Snapshots.Endpoint("GET", seen)), DriftMemory.Empty, Snapshots.Time);

        Assert.Contains(status, report.Items.Select(item => item.Status));
        Assert.Equal(status == DriftStatus.Shadow, report.Items.Any(item => item.Status == DriftStatus.Orphan));
    }
}
