using System.Text;
using PodMirror.Catalog.OpenApi;

namespace PodMirror.Catalog.Tests;

public sealed class SecretNameTests
{
    private const string Body =
        """{"kind":"visible","pin":"hush-a","card":{"number":4242,"names":["hush-b"],"of":{"id":"hush-c"}},"pins":{"pin":[77.125,"hush-d"]}}""";

    private static readonly string[] Hidden = ["hush-", "4242", "77.125"];

    [Fact]
    public void Of_what_is_secret_by_its_name_no_value_is_kept_nor_of_what_stands_below_it()
    {
        ApiCatalog catalog = Seen(IsSecret);
        EndpointSnapshot endpoint = catalog.Read("api")!.Endpoints.Single();
        Assert.Equal(["kind", "pin"], endpoint.QueryParameters.Select(p => p.Name));
        Assert.Equal(["string", "string"], endpoint.QueryParameters.SelectMany(p => p.Schema.Types));
        Assert.Equal(["integer"], Property(endpoint, "card").Properties[0].Schema.Types);
        Assert.All(Texts(catalog), text => Assert.Contains("visible", text));
        Assert.All(Texts(catalog), text => Assert.All(Hidden, hidden => Assert.DoesNotContain(hidden, text)));
    }

    [Fact]
    public void Whoever_says_no_names_keeps_every_value() =>
        Assert.All(Texts(Seen(null)), text => Assert.All(Hidden[..1], hidden => Assert.Contains(hidden, text)));

    [Theory]
    [InlineData("REDACTED", "REDACTED")]
    [InlineData("********4242", "REDACTED")]
    [InlineData("hush-a", null)]
    public void That_a_secret_was_hidden_is_known_so_that_it_is_not_told_to_be_of_another_type(string value, string? example)
    {
        var catalog = new ApiCatalog(null, IsSecret);
        catalog.See("GET", "/cards", query: "pin=" + value);
        Assert.Equal(example, Example(catalog));
        catalog = new ApiCatalog();
        catalog.See("GET", "/cards", query: "pin=" + value);
        Assert.True(ApiCatalog.TryLoad(StateTests.Saved(catalog), null, out ApiCatalog? loaded, out string? fault, IsSecret), fault);
        Assert.Equal(example, Example(loaded));
    }

    [Fact]
    public void What_a_state_has_of_it_is_forgotten_when_it_is_loaded()
    {
        Assert.True(ApiCatalog.TryLoad(StateTests.Saved(Seen(null)), null, out ApiCatalog? loaded, out string? fault, IsSecret), fault);
        See(loaded, "later");
        Assert.All(Texts(loaded), text => Assert.All(Hidden, hidden => Assert.DoesNotContain(hidden, text)));
        Assert.All(Texts(loaded), text => Assert.DoesNotContain("later", text));
    }

    [Fact]
    public void Each_name_is_asked_for_once_and_not_with_each_call()
    {
        List<string> asked = [];
        bool Ask(ReadOnlySpan<byte> name)
        {
            asked.Add(Encoding.UTF8.GetString(name));
            return false;
        }

        var catalog = new ApiCatalog(null, Ask);
        See(catalog, "hush-");
        int first = asked.Count;
        See(catalog, "hush-");
        Assert.InRange(first, 2, 20);
        Assert.Equal(first, asked.Count);
    }

    [Fact]
    public void A_map_is_as_secret_as_the_most_secret_of_its_keys_also_when_it_is_loaded()
    {
        var catalog = new ApiCatalog(null, IsSecret);
        string keys = string.Join(',', Enumerable.Range(0, 200).Select(i => $"\"k{i}\":1"));
        catalog.See("GET", "/keys", body: $"{{\"pin\":\"hush-a\",{keys}}}");
        Assert.NotNull(catalog.Response().AdditionalProperties);
        Assert.True(ApiCatalog.TryLoad(StateTests.Saved(catalog), null, out ApiCatalog? loaded, out string? fault, IsSecret), fault);
        loaded.See("GET", "/keys", body: """{"pin":"hush-b"}""");
        Assert.All(Texts(loaded), text => Assert.DoesNotContain("hush-", text));
    }

    [Fact]
    public void A_secret_that_comes_when_its_object_is_a_map_already_hides_the_map()
    {
        var catalog = new ApiCatalog(null, IsSecret);
        catalog.See("GET", "/keys", body: $"{{{string.Join(',', Enumerable.Range(0, 200).Select(i => $"\"k{i}\":\"a\""))}}}");
        Assert.NotNull(catalog.Response().AdditionalProperties);
        catalog.See("GET", "/keys", body: """{"pin":"hush-c"}""");
        Assert.All(Texts(catalog), text => Assert.DoesNotContain("hush-", text));
        Assert.DoesNotContain("hush-", Encoding.UTF8.GetString(StateTests.Saved(catalog)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_no_value_by_which_paths_are_known()
    {
        var catalog = new ApiCatalog(null, name => name.EndsWith("ame"u8));
        for (int i = 0; i < 300; i++)
        {
            catalog.See("GET", "/me", body: """{"username":"alice"}""");
        }

        catalog.See("GET", "/users/alice");
        Assert.Equal("/users/alice", catalog.TemplateOf("api", "/users/alice"));
    }

    private static string? Example(ApiCatalog catalog) => catalog.Read("api")!.Endpoints.Single().QueryParameters.Single().Schema.Example;

    private static bool IsSecret(ReadOnlySpan<byte> name) => name.SequenceEqual("pin"u8) || name.SequenceEqual("card"u8);

    private static ApiCatalog Seen(Func<ReadOnlySpan<byte>, bool>? isSecret)
    {
        var catalog = new ApiCatalog(null, isSecret);
        See(catalog, "hush-");
        return catalog;
    }

    private static void See(ApiCatalog catalog, string secret)
    {
        for (int i = 0; i < 100; i++)
        {
            string body = Body.Replace("hush-", secret, StringComparison.Ordinal);
            catalog.See("POST", "/cards", body: body, request: body, query: $"kind=visible&pin={secret}q");
        }
    }

    private static SchemaSnapshot Property(EndpointSnapshot endpoint, string name) =>
        endpoint.Bodies.Single(b => b.Status == 0).Schema!.Properties.Single(p => p.Name == name).Schema;

    private static string[] Texts(ApiCatalog catalog)
    {
        ServiceSnapshot service = catalog.Read("api")!;
        return
        [
            StateTests.Json(catalog.Read()), Encoding.UTF8.GetString(OpenApiExport.ToJson(service)),
            Encoding.Latin1.GetString(StateTests.Saved(catalog)),
        ];
    }
}
