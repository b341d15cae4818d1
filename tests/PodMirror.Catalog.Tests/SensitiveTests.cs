using System.Buffers;
using System.Text;

namespace PodMirror.Catalog.Tests;

public sealed class SensitiveTests
{
    private const string Where = "response.body:$.owner.email";
    private static readonly SensitiveFinding[] Findings = [new("email", Where)];

    [Theory]
    [InlineData(100, 0, true)]
    [InlineData(60, 40, true)]
    [InlineData(10, 90, false)]
    [InlineData(1, 0, true)]
    public void A_field_is_flagged_when_enough_of_its_values_match(int with, int without, bool flagged)
    {
        SensitiveSnapshot field = Only(Seen(with, without));
        Assert.Equal((flagged, (long)with, (long)(with + without)), (field.Flagged, field.Matched, field.Seen));
    }

    [Fact]
    public void What_somebody_dismissed_is_not_flagged_again_until_it_is_recalled()
    {
        ApiCatalog catalog = Seen(50, 0);
        var dismissal = new SensitiveDismissal("api", "GET", "/users/{whatever}", "email", Where);
        Assert.True(catalog.TryDismiss(dismissal));
        Assert.Equal((false, true), (Only(catalog).Flagged, Only(catalog).Dismissed));
        Assert.True(catalog.Recall(dismissal));
        Assert.True(Only(catalog).Flagged);
    }

    [Fact]
    public void What_is_dismissed_of_one_operation_of_GraphQL_is_not_of_the_others()
    {
        var catalog = new ApiCatalog();
        foreach (string operation in new[] { "query User", "mutation Order" })
        {
            catalog.Observe(new ObservedCall
            {
                Service = "api",
                Kind = CallKind.GraphQl,
                Method = "POST",
                Path = "/graphql",
                Operation = operation,
                Status = 200,
                TimeMillis = 0,
                Findings = Findings,
            });
        }

        Assert.True(catalog.TryDismiss(new SensitiveDismissal("api", "POST", "/graphql", "email", Where) { Operation = "query User" }));
        Assert.Equal(["mutation Order False", "query User True"], Dismissed(catalog));
        var saved = new ArrayBufferWriter<byte>();
        catalog.Save(saved);
        Assert.True(ApiCatalog.TryLoad(saved.WrittenSpan, null, out ApiCatalog? loaded, out _));
        Assert.Equal(Dismissed(catalog), Dismissed(loaded));
    }

    private static IEnumerable<string> Dismissed(ApiCatalog catalog) =>
        catalog.Read("api")!.Endpoints.Select(e => $"{e.Operation} {e.Sensitive.Single().Dismissed}").Order(StringComparer.Ordinal);

    [Fact]
    public void What_was_found_in_requests_that_were_refused_was_seen_in_them()
    {
        var catalog = new ApiCatalog();
        for (int i = 0; i < 30; i++)
        {
            catalog.Observe(new ObservedCall
            {
                Service = "api",
                Method = "POST",
                Path = "/payments",
                Status = i < 20 ? 201 : 402,
                TimeMillis = 0,
                RequestContentType = "application/json",
                RequestBody = """{"card":"REDACTED"}"""u8,
                Findings = new[] { new SensitiveFinding("payment_card", "request.body:$.card") },
            });
        }

        Assert.Equal((true, 30, 30), (Only(catalog).Flagged, Only(catalog).Matched, Only(catalog).Seen));
    }

    [Theory]
    [InlineData("secret", "request.query:token", true, 10)]
    [InlineData("jwt", "request.query:token", true, 10)]
    [InlineData("email", "request.query:q", false, 100)]
    [InlineData("jwt", "request.header:x-tenant", true, 10)]
    [InlineData("email", "response.header:x-owner", true, 10)]
    [InlineData("secret", "request.header:cookie", true, 10)]
    [InlineData("secret", "request.cookie:sid", true, 10)]
    [InlineData("secret", "request.body:password", true, 10)]
    [InlineData("email", "request.header:user-agent", false, 100)]
    [InlineData("email", "request.path", false, 100)]
    public void A_place_that_few_calls_have_is_flagged_by_those_that_have_it(string kind, string where, bool flagged, long seen)
    {
        var catalog = new ApiCatalog();
        for (int i = 0; i < 100; i++)
        {
            See(catalog, i % 10 == 0 ? [new SensitiveFinding(kind, where)] : [], i % 10 == 0);
        }

        Assert.Equal((flagged, 10, seen), (Only(catalog).Flagged, Only(catalog).Matched, Only(catalog).Seen));
    }

    [Fact]
    public void A_field_that_is_secret_by_its_name_was_there_as_often_as_that_was_found()
    {
        var catalog = new ApiCatalog();
        const string Field = "request.header:authorization";
        for (int i = 0; i < 100; i++)
        {
            See(catalog, i < 10 ? [new("secret", Field), new("jwt", Field)] : i < 50 ? [new("secret", Field)] : [], false);
        }

        SensitiveSnapshot jwt = catalog.Read("api")!.Endpoints.Single().Sensitive.Single(s => s.Kind == "jwt");
        Assert.Equal((false, 10, 50), (jwt.Flagged, jwt.Matched, jwt.Seen));
    }

    private static void See(ApiCatalog catalog, SensitiveFinding[] findings, bool all) => catalog.Observe(new ObservedCall
    {
        Service = "api",
        Method = "POST",
        Path = "/users",
        Query = all ? "q=a&token=REDACTED" : "q=a",
        Status = 200,
        TimeMillis = 0,
        RequestContentType = "application/x-www-form-urlencoded",
        RequestHeaders = all ? "x-tenant: REDACTED\n"u8 : "x-other: a\n"u8,
        ResponseHeaders = all ? "x-owner: REDACTED\n"u8 : "x-other: a\n"u8,
        Findings = findings,
    });

    private static SensitiveSnapshot Only(ApiCatalog catalog) => catalog.Read("api")!.Endpoints.Single().Sensitive.Single();

    private static ApiCatalog Seen(int with, int without)
    {
        var catalog = new ApiCatalog();
        byte[] body = Encoding.UTF8.GetBytes("""{"owner":{"email":"REDACTED"}}""");
        for (int i = 0; i < with + without; i++)
        {
            catalog.Observe(new ObservedCall
            {
                Service = "api",
                Method = "GET",
                Path = $"/users/{i}",
                Status = 200,
                TimeMillis = 0,
                ResponseContentType = "application/json",
                ResponseBody = body,
                Findings = i < with ? Findings : [],
            });
        }

        return catalog;
    }
}
