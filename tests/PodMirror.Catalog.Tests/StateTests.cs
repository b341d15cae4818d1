using System.Buffers;
using System.Text.Json;
using PodMirror.Catalog.Persistence;
using PodMirror.Catalog.Tests.Traffic;

namespace PodMirror.Catalog.Tests;

public sealed class StateTests
{
    /// <summary>What the first version of the format was saved as, of a service <c>shop</c> with two endpoints.</summary>
    internal static byte[] First { get; } = Convert.FromBase64String(
        "UE1DQVQBAAEEc2hvcAQAAACAAgACABAvb3JkZXJzL3tudW1iZXJ9Awwvb3JkZXJzL29wZW4BA0dFVBAvb3JkZXJzL3tudW1iZXJ9BWVtYWlsFHJlc3BvbnNlLmJvZHk6JC"
        + "5tYWlsAAAEAAABAAAAAQZvcmRlcnMDBAAAAQAAAAEEb3BlbgEBAAAAAAABAANHRVQAAQAAidjBoow0idjBoow0AAEBAcgBAQEFZnJvbnQBAInYwaKMNPXwnA4AAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAQABAQAAAAAAAAAAAAAAAcgBAAEAAAAAAAEGbnVtYmVyCAMAAAAAAQAAAAAAAAMAAAAAAAAAA9mjpM8L26Wx1Q/q/9K/DAMCMTcCMTgCMTkBAANH"
        + "RVQAAwAAgNjBoow0gtjBoow0qwEBAwHIAQMCBGNhcnQBAIDYwaKMNAVmcm9udAIAgtjBoow09fCcDgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADAAMAAAAAAwAAAAAAAAEAAAAA"
        + "AAMAAAAAAAAAAQRwYWdlAwAAAwAAAAAAAAEAgICAgICAgIBAAAAAAAHIARBhcHBsaWNhdGlvbi9qc29uAwABAAAAAAADAAAAAAAAAAIFdG90YWwDAAADAAAAAAAAAYCAgI"
        + "CAgID4P4CAgICAgID4PwAAAAAEbWFpbAMAAAAAAwAAAAAAAQgLCwMBC2FAYi5leGFtcGxlAAAAAAEFZW1haWwUcmVzcG9uc2UuYm9keTokLm1haWwDAAAA");

    /// <summary>What the second version was saved as, of a service <c>api</c> with a rule of a description and one of a user.</summary>
    internal static byte[] Second { get; } = Convert.FromBase64String(
        "UE1DQVQCAAEDYXBpAgAAAIACAAIAEC9vcmRlcnMve251bWJlcn0CAwwvb3JkZXJzL29wZW4BAPXwnA4AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAALGrB4AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIAAA"
        + "ACAAABAAAAAQZvcmRlcnMDAgAAAQAAAAEEb3BlbgEBAAAAAAABAANHRVQAAQAAgNjBoow0gNjBoow0twEBAQHIAQEA9fCcDgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABAAEBAA"
        + "AAAAAAAAAAAAAAAcgBAAEAAAAAAAABBm51bWJlcggBAAAAAAEAAAAAAAABAAAAAAAAAAHZo6TPCwECMTcBAANHRVQAAQAAgNjBoow0gNjBoow0twEBAQHIAQEA9fCcDgAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAABAAEBAAAAAAAAAAAAAAEAAAAAAAEAAAAAAAAAAQRwYWdlAQAAAQAAAAAAAAGAgICAgICA+D+AgICAgICA+D8AAAAAAAHIARBhcHBsaWNh"
        + "dGlvbi9qc29uAQABAAAAAAABAAAAAAAAAAEFdG90YWwBAAABAAAAAAAAAYCAgICAgID4P4CAgICAgID4PwAAAAAAAAAAAA==");

    [Fact]
    public void A_state_of_the_first_version_is_loaded_and_saved_as_one_of_this()
    {
        Assert.True(ApiCatalog.TryLoad(First, null, out ApiCatalog? catalog, out string? fault), fault);
        Assert.Equal(
            ["/orders/open 1 0", "/orders/{number} 3 1"],
            catalog.Read("shop")!.Endpoints.Select(e => $"{e.Template} {e.Calls} {e.QueryParameters.Count}").Order(StringComparer.Ordinal));
        Assert.Single(catalog.Dismissals);
        byte[] saved = Saved(catalog);
        Assert.Equal((1, StateWriter.Version), (First[5], saved[5]));
        Assert.True(ApiCatalog.TryLoad(saved, null, out ApiCatalog? again, out fault), fault);
        Assert.Equal(Json(catalog.Read()), Json(again.Read()));
    }

    [Fact]
    public void A_state_of_the_second_version_is_loaded_and_knows_of_no_description()
    {
        Assert.True(ApiCatalog.TryLoad(Second, null, out ApiCatalog? catalog, out string? fault), fault);
        Assert.Equal(
            ["/orders/open User", "/orders/{number} Description"],
            catalog.Rules.Select(r => $"{r.Rule.Template} {r.Origins}").Order(StringComparer.Ordinal));
        Assert.Empty(catalog.Descriptions);
        Assert.Equal(2, catalog.Read("api")!.Endpoints.Count);
        Assert.Equal((2, StateWriter.Version), (Second[5], Saved(catalog)[5]));
    }

    [Fact]
    public void What_is_saved_is_loaded_again()
    {
        ApiCatalog before = Busy();
        byte[] state = Saved(before);
        Assert.True(ApiCatalog.TryLoad(state, null, out ApiCatalog? after, out string? fault), fault);
        Assert.Equal(Json(before.Read()), Json(after.Read()));
        Assert.Equal(before.Rules, after.Rules);
        Assert.Equal(before.Descriptions, after.Descriptions);
        Assert.Equal(state, Saved(after));
    }

    [Fact]
    public void What_was_merged_to_more_names_than_a_place_may_have_is_loaded_again()
    {
        var catalog = new ApiCatalog();
        foreach (string area in new[] { "users", "orders", "carts" })
        {
            string names = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"{area}-{(char)('a' + (i % 26))}{(char)('a' + (i / 26))}\":1"));
            string query = string.Join('&', Enumerable.Range(0, 60).Select(i => $"{area}{i}=1"));
            catalog.See("GET", "/status/" + area, body: $"{{{names}}}", query: query);
        }

        int places = catalog.Totals().Schemas;
        Assert.True(catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Merge, "/status/{area}")));
        EndpointSnapshot merged = Assert.Single(catalog.Read("api")!.Endpoints);
        Assert.Equal((128, 128), (merged.QueryParameters.Count, merged.Bodies[0].Schema!.Properties.Count));
        Assert.True(merged.Bodies[0].Schema!.Capped);
        Assert.True(catalog.Totals().Schemas < places);
        Assert.True(ApiCatalog.TryLoad(Saved(catalog), null, out _, out string? fault), fault);
    }

    [Fact]
    public void A_catalog_that_was_loaded_goes_on_as_if_nothing_had_happened()
    {
        ApiCatalog before = Busy();
        Assert.True(ApiCatalog.TryLoad(Saved(before), null, out ApiCatalog? after, out _));
        after.See("GET", "/api/0/organizations/17/members/");
        before.See("GET", "/api/0/organizations/17/members/");
        Assert.Equal(Json(before.Read()), Json(after.Read()));
    }

    [Fact]
    public void Every_beginning_of_a_state_is_refused_with_a_word()
    {
        byte[] state = Saved(Busy(200));
        for (int length = 0; length < state.Length; length += 1 + (length / 200))
        {
            Assert.False(ApiCatalog.TryLoad(state.AsSpan(0, length), null, out _, out string? fault));
            Assert.NotEmpty(fault);
        }
    }

    [Fact]
    public void A_state_that_is_larger_than_the_limits_is_refused()
    {
        byte[] state = Saved(Busy());
        Assert.False(ApiCatalog.TryLoad(state, new CatalogLimits { MaxPathNodes = 5 }, out _, out string? fault));
        Assert.Equal("too many places, or one twice", fault);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_catalog_that_is_full_is_loaded_again_with_the_places_that_rules_made(int seed)
    {
        var limits = new CatalogLimits { MaxPathNodes = 60, MaxSiblings = 12 };
        var catalog = new ApiCatalog(limits);
        var random = new Random(seed);
        for (int i = 0; i < 3000; i++)
        {
            catalog.See("GET", $"/{Word(random)}/{Word(random)}/{random.Next(5)}/{Word(random)}", body: """{"a":1}""");
            if (i % 500 == 0)
            {
                catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Declare, $"/{Word(random)}/x{i}/{{id}}/y/z"));
                catalog.Consolidate();
            }
        }

        Assert.True(ApiCatalog.TryLoad(Saved(catalog), limits, out ApiCatalog? loaded, out string? fault), fault);
        Assert.Equal(Json(catalog.Read()), Json(loaded.Read()));
        Assert.Equal(catalog.Totals().Paths, loaded.Totals().Paths);
    }

    [Fact]
    public void A_catalog_whose_schemas_are_full_is_loaded_again_with_the_maps_that_came_then()
    {
        var limits = new CatalogLimits { MaxSchemaNodes = 40 };
        var catalog = new ApiCatalog(limits);
        string longest = new('k', 200);
        for (int i = 0; i < 60; i++)
        {
            catalog.See("GET", $"/{(char)('a' + (i % 20))}x", body: $$"""{"{{longest}}":1,"b":{"{{longest}}":2} }""");
        }

        Assert.True(ApiCatalog.TryLoad(Saved(catalog), limits, out ApiCatalog? loaded, out string? fault), fault);
        Assert.Equal(Json(catalog.Read()), Json(loaded.Read()));
    }

    private static string Word(Random random) => new([.. Enumerable.Range(0, 3).Select(_ => (char)('a' + random.Next(3)))]);

    [Fact]
    public void A_state_with_a_value_twice_is_refused()
    {
        var catalog = new ApiCatalog();
        catalog.See("GET", "/x", body: """{"state":"opened"}""");
        catalog.See("GET", "/x", body: """{"state":"closed"}""");
        byte[] state = Saved(catalog);
        "opened"u8.CopyTo(state.AsSpan(state.AsSpan().IndexOf("closed"u8)));
        Assert.False(ApiCatalog.TryLoad(state, null, out _, out string? fault));
        Assert.Equal("a value twice", fault);
    }

    [Fact]
    public void A_state_of_another_version_is_refused()
    {
        byte[] state = Saved(new ApiCatalog());
        state[5]++;
        Assert.False(ApiCatalog.TryLoad(state, null, out _, out string? fault));
        Assert.Equal("of a version that is not known", fault);
    }

    /// <summary>A catalog with something of everything.</summary>
    internal static ApiCatalog Busy(int calls = 3000)
    {
        var catalog = new ApiCatalog();
        string file = Descriptions.Files().Single(f => Path.GetFileName(f) == "tracker.yaml");
        catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Declare, "/api/0/organizations/{org}/members/"));
        catalog.Describe("api", ulong.MaxValue, [new TemplateRule("api", TemplateRuleKind.Declare, "/api/0/teams/{team}")]);
        catalog.TryDismiss(new SensitiveDismissal("api", "GET", "/api/0/organizations/{org}/members/", "email", "response.body"));
        long time = 1_790_000_000_000;
        foreach (GeneratedCall call in new TrafficGenerator(Descriptions.Read(file), new TrafficOptions { Calls = calls }).Calls())
        {
            call.ObserveIn(catalog, "api", time += 1000);
        }

        catalog.Observe(new ObservedCall
        {
            Service = "other",
            Method = "GET",
            Path = "/x",
            Status = 200,
            TimeMillis = time,
            Auth = AuthEvidence.ApiKeyHeader,
            ApiKeyName = "x-key",
            Findings = new[] { new SensitiveFinding("email", "response.body") },
        });
        catalog.Consolidate();
        return catalog;
    }

    /// <summary>Its bytes.</summary>
    internal static byte[] Saved(ApiCatalog catalog)
    {
        var into = new ArrayBufferWriter<byte>();
        catalog.Save(into);
        return into.WrittenSpan.ToArray();
    }

    internal static string Json(CatalogSnapshot snapshot) => JsonSerializer.Serialize(snapshot);
}
