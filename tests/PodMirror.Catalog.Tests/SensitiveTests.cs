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
