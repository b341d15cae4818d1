namespace PodMirror.Catalog.Tests;

public sealed class IdleServiceTests
{
    private static readonly TemplateRule Rule = new("typo", TemplateRuleKind.Declare, "/orders/{id}/lines/{line}:cancel");
    private static readonly SensitiveDismissal Dismissal = new("typo", "GET", "/a", "email", "request.path");

    // What was saved while such services stayed: one with places in its paths, whose rule was taken back.
    private static readonly byte[] Idle = Convert.FromBase64String(
        "UE1DQVQEAAEEdHlwbwAAAACAAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABAAAAAQFhAAAAAAEAAAAAAQAAAAAAAQABAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAA=");

    public static TheoryData<string> Ways => ["rule", "description", "dismissal"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_service_of_which_nothing_is_known_any_more_is_gone_with_its_places(string way)
    {
        var catalog = new ApiCatalog();
        Say(catalog, way);
        Assert.Equal(1, catalog.Totals().Services);
        Assert.True(TakeBack(catalog, way));
        Assert.Null(catalog.Read("typo"));
        Assert.Equal((0, 0), (catalog.Totals().Services, catalog.Totals().Paths));
        Assert.False(TakeBack(catalog, way));
        Say(catalog, way);
        Assert.Equal(1, catalog.Totals().Services);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_service_stays_while_anything_is_known_of_it(string way)
    {
        foreach (string other in Ways.Select(w => w.Data).Where(w => w != way))
        {
            var catalog = new ApiCatalog();
            Say(catalog, way);
            Say(catalog, other);
            Assert.True(TakeBack(catalog, way));
            Assert.NotNull(catalog.Read("typo"));
        }

        var called = new ApiCatalog();
        Say(called, way);
        called.Observe(new ObservedCall { Service = "typo", Method = "GET", Path = "/a", Status = 404, TimeMillis = 1 });
        Assert.True(TakeBack(called, way));
        Assert.Equal(1, called.Read("typo")!.Calls);
    }

    [Fact]
    public void What_rules_made_past_the_limit_makes_no_room_when_it_goes()
    {
        var catalog = new ApiCatalog(new CatalogLimits { MaxPathNodes = 4 });
        foreach (string path in new[] { "/a", "/b", "/c", "/d", "/e" })
        {
            catalog.See("GET", path);
        }

        int used = catalog.Totals().Paths;
        for (int i = 0; i < 10; i++)
        {
            Say(catalog, "rule");
            Assert.True(TakeBack(catalog, "rule"));
        }

        Assert.True(catalog.Totals().Paths >= used);
        Assert.Equal(1, catalog.Totals().Services);
    }

    [Fact]
    public void A_service_of_which_a_state_knows_nothing_is_gone_when_it_is_loaded()
    {
        Assert.True(ApiCatalog.TryLoad(Idle, null, out ApiCatalog? loaded, out string? fault), fault);
        Assert.Equal((0, 0), (loaded.Totals().Services, loaded.Totals().Paths));
    }

    private static void Say(ApiCatalog catalog, string way) => Assert.True(way switch
    {
        "rule" => catalog.TryAdd(Rule),
        "description" => catalog.Describe("typo", 7, [Rule]),
        _ => catalog.TryDismiss(Dismissal),
    });

    private static bool TakeBack(ApiCatalog catalog, string way) => way switch
    {
        "rule" => catalog.Remove(Rule, RuleOrigins.User),
        "description" => catalog.Describe("typo", 0, []),
        _ => catalog.Recall(Dismissal),
    };
}
