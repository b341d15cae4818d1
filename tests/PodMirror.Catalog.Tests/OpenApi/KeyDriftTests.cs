using System.Text;
using PodMirror.Catalog.Drift;

namespace PodMirror.Catalog.Tests.OpenApi;

/// <summary>Keys that only the description calls so.</summary>
public sealed class KeyDriftTests
{
    private const string Unauthenticated = "security: ApiKeyHeader is described, calls without any were answered";

    [Theory]
    [InlineData("header", 20, "")]
    [InlineData("header", 19, Unauthenticated)]
    [InlineData("header", 0, Unauthenticated)]
    [InlineData("query", 20, "")]
    public void A_field_that_the_description_calls_a_key_is_evidence_where_every_call_had_it(string place, int with, string change)
    {
        string described = $$$"""
            openapi: 3.1.0
            info: {title: t, version: "1"}
            security: [{key: []}]
            paths:
              /things:
                get: {responses: {"200": {description: ok} } }
            components:
              securitySchemes:
                key: {type: apiKey, name: X-Acme, in: {{{place}}} }
            """;
        var catalog = new ApiCatalog();
        for (int i = 0; i < 20; i++)
        {
            string field = i < with ? "x-acme: REDACTED\n" : "";
            catalog.Observe(new ObservedCall
            {
                Service = "api",
                Method = "GET",
                Path = "/things",
                Status = 200,
                TimeMillis = Snapshots.Time,
                Query = place == "query" ? "X-Acme=REDACTED" : "",
                RequestHeaders = Encoding.UTF8.GetBytes("host: shop\n" + (place == "header" ? field : "")),
            });
        }

        DriftReport report = DriftComparison.Compare(ImportTests.Read(described), catalog.Read("api")!, DriftMemory.Empty, Snapshots.Time);
        Assert.Equal(change, string.Join('\n', report.Items.Single().Changes.Select(c => $"{c.Where}: {c.What}")));
    }
}
