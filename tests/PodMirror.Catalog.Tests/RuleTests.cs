namespace PodMirror.Catalog.Tests;

public sealed class RuleTests
{
    private static readonly TemplateRule Split = new("api", TemplateRuleKind.Split, "/users/{x}");

    [Fact]
    public void A_split_holds_whatever_comes_and_goes_when_it_is_removed()
    {
        var catalog = new ApiCatalog();
        SeeUsers(catalog);
        Assert.Equal("/users/{userName}", catalog.TemplateOf("api", "/users/alice"));
        Assert.True(catalog.TryAdd(Split));
        SeeUsers(catalog);
        Assert.Equal("/users/alice", catalog.TemplateOf("api", "/users/alice"));
        Assert.True(catalog.Remove(Split));
        SeeUsers(catalog);
        Assert.Equal("/users/{userName}", catalog.TemplateOf("api", "/users/alice"));
    }

    [Fact]
    public void A_merge_takes_what_was_seen_and_what_comes_and_names_the_parameter()
    {
        var catalog = new ApiCatalog();
        catalog.See("GET", "/status/users");
        catalog.See("GET", "/status/orders", body: """{"a":1}""");
        Assert.True(catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Merge, "/status/{area}")));
        catalog.See("GET", "/status/payments");
        EndpointSnapshot endpoint = Assert.Single(catalog.Read("api")!.Endpoints);
        Assert.Equal(("/status/{area}", 3L), (endpoint.Template, endpoint.Calls));
    }

    [Fact]
    public void What_a_wrong_rule_joined_comes_apart_when_it_is_taken_back()
    {
        var catalog = new ApiCatalog();
        var wrong = new TemplateRule("api", TemplateRuleKind.Declare, "/{service}/{id}");
        SeeShop(catalog);
        int nodes = catalog.Totals().Paths;
        Assert.True(catalog.TryAdd(wrong));
        SeeShop(catalog);
        Assert.Equal(["/{service}/{id}"], catalog.Read("api")!.Endpoints.Select(e => e.Template));

        Assert.True(catalog.Remove(wrong));
        SeeShop(catalog);
        Assert.Equal(["/carts/{id}", "/orders/{id}", "/users/{id}"], catalog.Read("api")!.Endpoints.Select(e => Plain(e.Template)));
        Assert.Equal(nodes, catalog.Totals().Paths);
    }

    [Fact]
    public void What_looks_like_a_value_without_the_rule_keeps_what_is_known_of_it_but_words_are_looked_at_again()
    {
        var catalog = new ApiCatalog();
        var merge = new TemplateRule("api", TemplateRuleKind.Merge, "/orders/{order}");
        catalog.See("GET", "/orders/export", body: """{"rows":1}""");
        for (int i = 0; i < 40; i++)
        {
            catalog.See("GET", $"/orders/{i}", body: """{"id":1}""");
        }

        Assert.True(catalog.TryAdd(merge));
        Assert.Equal("/orders/{order}", catalog.TemplateOf("api", "/orders/export"));
        Assert.True(catalog.Remove(merge));
        catalog.See("GET", "/orders/export", body: """{"rows":1}""");
        Assert.Equal("/orders/export", catalog.TemplateOf("api", "/orders/export"));
        Assert.Equal(41, catalog.Read("api")!.Endpoints.Single(e => e.Template != "/orders/export").Calls);
    }

    [Fact]
    public void A_rule_behind_one_that_is_taken_back_holds_on()
    {
        var catalog = new ApiCatalog();
        var outer = new TemplateRule("api", TemplateRuleKind.Merge, "/users/{name}");
        catalog.TryAdd(outer);
        catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Merge, "/users/{name}/orders/{ref}"));
        catalog.See("GET", "/users/alice/orders/first");
        catalog.See("GET", "/users/bob/orders/second");
        Assert.True(catalog.Remove(outer));
        for (int i = 0; i < 40; i++)
        {
            catalog.See("GET", $"/users/{i}/orders/a{(char)('a' + (i % 26))}", body: """{"id":1}""");
        }

        Assert.EndsWith("/orders/{ref}", catalog.Read("api")!.Endpoints.Single(e => e.Calls == 40).Template, StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_that_names_a_parameter_otherwise_keeps_what_is_known_of_it()
    {
        var catalog = new ApiCatalog();
        catalog.Describe("api", 1, [new TemplateRule("api", TemplateRuleKind.Declare, "/users/{name}")]);
        catalog.See("GET", "/users/alice");
        catalog.See("GET", "/users/bob");
        catalog.Describe("api", 2, [new TemplateRule("api", TemplateRuleKind.Declare, "/users/{login}")]);
        catalog.See("GET", "/users/carol");
        EndpointSnapshot endpoint = Assert.Single(catalog.Read("api")!.Endpoints);
        Assert.Equal(("/users/{login}", 3L), (endpoint.Template, endpoint.Calls));
    }

    [Fact]
    public void A_rule_stays_while_somebody_says_it()
    {
        var catalog = new ApiCatalog();
        var rule = new TemplateRule("api", TemplateRuleKind.Declare, "/status/{area}");
        Assert.True(catalog.TryAdd(rule, RuleOrigins.Description));
        Assert.True(catalog.TryAdd(rule));
        Assert.Equal(new KnownRule(rule, RuleOrigins.User | RuleOrigins.Description), Assert.Single(catalog.Rules));
        Assert.True(catalog.Remove(rule, RuleOrigins.Description));
        Assert.False(catalog.Remove(rule, RuleOrigins.Description));
        Assert.Equal(new KnownRule(rule, RuleOrigins.User), Assert.Single(catalog.Rules));
        catalog.See("GET", "/status/users");
        Assert.Equal("/status/{area}", catalog.TemplateOf("api", "/status/users"));
        Assert.True(catalog.Remove(rule));
        Assert.Empty(catalog.Rules);
        Assert.False(catalog.Remove(rule));
    }

    [Fact]
    public void What_a_description_says_takes_the_place_of_what_the_one_before_said()
    {
        var catalog = new ApiCatalog();
        TemplateRule[] rules = [.. new[] { "/a/{b}", "/c/{d}", "/e/{f}" }.Select(t => new TemplateRule("api", TemplateRuleKind.Declare, t))];
        catalog.TryAdd(rules[0]);
        Assert.True(catalog.Describe("api", 1, rules[..2]));
        Assert.False(catalog.Describe("api", 1, rules[..2]));
        Assert.True(catalog.Remove(rules[1]));

        Assert.True(catalog.Describe("api", 2, rules[1..]));
        Assert.Equal(
            ["/a/{b} User", "/c/{d} Description", "/e/{f} Description"], catalog.Rules.Select(r => $"{r.Rule.Template} {r.Origins}"));
        Assert.Equal(2ul, catalog.Descriptions["api"]);

        Assert.True(catalog.Describe("api", 0, []));
        Assert.Equal("/a/{b}", Assert.Single(catalog.Rules).Rule.Template);
        Assert.Empty(catalog.Descriptions);
        Assert.False(catalog.Describe("another", 0, []));
        Assert.Null(catalog.Read("another"));
    }

    [Fact]
    public void A_verb_is_no_literal_that_could_be_pinned()
    {
        var catalog = new ApiCatalog();
        Assert.False(catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Pin, "/orders/{id}:cancel")));
        Assert.True(catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Declare, "/orders/{id}:cancel")));
    }

    [Fact]
    public void Who_says_a_rule_is_known_after_a_restart()
    {
        var catalog = new ApiCatalog();
        catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Declare, "/a/{b}"), RuleOrigins.Description);
        catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Pin, "/a/c"));
        Assert.True(ApiCatalog.TryLoad(StateTests.Saved(catalog), null, out ApiCatalog? loaded, out string? fault), fault);
        Assert.Equal([RuleOrigins.Description, RuleOrigins.User], loaded.Rules.Select(r => r.Origins));
    }

    [Fact]
    public void Rules_of_a_state_of_the_first_version_may_all_be_a_users()
    {
        Assert.True(ApiCatalog.TryLoad(StateTests.First, null, out ApiCatalog? loaded, out string? fault), fault);
        Assert.Equal(["/orders/{number} User", "/orders/open User"], loaded.Rules.Select(r => $"{r.Rule.Template} {r.Origins}"));
    }

    [Fact]
    public void A_pinned_literal_stays_beside_values_that_look_the_same()
    {
        var catalog = new ApiCatalog();
        Assert.True(catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Pin, "/users/alice")));
        SeeUsers(catalog);
        Assert.Equal("/users/alice", catalog.TemplateOf("api", "/users/alice"));
        Assert.Equal("/users/{userName}", catalog.TemplateOf("api", "/users/bob"));
    }

    [Fact]
    public void A_declared_template_wins_over_what_is_seen()
    {
        var catalog = new ApiCatalog();
        Assert.True(catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Declare, "/shop/{shopId}/all")));
        catalog.See("GET", "/shop/one/all");
        EndpointSnapshot endpoint = Assert.Single(catalog.Read("api")!.Endpoints);
        Assert.Equal(("/shop/{shopId}/all", true), (endpoint.Template, endpoint.Declared));
    }

    [Theory]
    [InlineData(TemplateRuleKind.Split, "/users")]
    [InlineData(TemplateRuleKind.Merge, "/users/all")]
    [InlineData(TemplateRuleKind.Pin, "/users/{x}")]
    [InlineData(TemplateRuleKind.Declare, "users")]
    [InlineData(TemplateRuleKind.Declare, "/users/{x}:cancel/now")]
    [InlineData(TemplateRuleKind.Declare, "")]
    public void A_rule_that_does_not_fit_its_kind_is_refused(TemplateRuleKind kind, string template) =>
        Assert.False(new ApiCatalog().TryAdd(new TemplateRule("api", kind, template)));

    private static void SeeUsers(ApiCatalog catalog)
    {
        string[] names = ["alice", "bob", "carol", "dave", "erin", "frank"];
        for (int i = 0; i < 60; i++)
        {
            catalog.See("GET", "/users/" + names[i % names.Length], body: """{"login":"x","karma":3,"joined":"2026-01-01"}""");
        }

        catalog.Consolidate();
    }

    private static void SeeShop(ApiCatalog catalog)
    {
        for (int i = 0; i < 60; i++)
        {
            catalog.See("GET", $"/users/{i}", body: """{"name":"a","mail":"b"}""");
            catalog.See("GET", $"/orders/{i}", body: """{"total":1,"items":[]}""");
            catalog.See("GET", $"/carts/{i}", body: """{"open":true}""");
        }
    }

    // Whatever name the parameter has.
    private static string Plain(string template) => template[..(template.IndexOf('{', StringComparison.Ordinal) + 1)] + "id}";
}
