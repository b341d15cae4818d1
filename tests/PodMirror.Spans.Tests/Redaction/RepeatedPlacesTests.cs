using System.Text;

namespace PodMirror.Spans.Tests;

/// <summary>A place that comes again, as the members of a list's elements do, is told once: but for each kind, message and exchange.</summary>
public sealed class RepeatedPlacesTests
{
    private const string Json = "Content-Type: application/json\r\n";
    private const string Card = "4111 1111 1111 1111";

    [Fact]
    public void A_place_is_told_once_for_each_kind_and_each_message()
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""
            [{"a":"x@example.com","token":"s"},{"a":"y@example.com","token":"s"},{"a":"{{Card}}","token":"{{Card}}"},{"a":"z@example.com {{Card}}"}]
            """);
        ReadSpan span = new Sample { RequestFields = Json, RequestBody = body, ResponseFields = Json, ResponseBody = body }.ToSpan();

        Assert.Equal(["request.body:$[*].a", "response.body:$[*].a"], span.Texts("podmirror.sensitive.email"));
        Assert.Equal(["request.body:$[*].token", "response.body:$[*].token"], span.Texts("podmirror.sensitive.secret"));
        Assert.Equal(
            ["request.body:$[*].a", "request.body:$[*].token", "response.body:$[*].a", "response.body:$[*].token"],
            span.Texts("podmirror.sensitive.payment_card"));
    }

    [Fact]
    public void A_field_and_a_cookie_of_one_name_are_two_places()
    {
        ReadSpan span = new Sample { RequestFields = $"Cookie: pan={Card}; pan={Card}\r\nPan: {Card}\r\nPan: {Card}\r\n" }.ToSpan();

        Assert.Equal(["request.cookie:pan", "request.header:pan"], span.Texts("podmirror.sensitive.payment_card"));
    }

    [Fact]
    public void What_was_told_of_one_exchange_is_told_of_the_next()
    {
        var redactor = new Redactor(RedactionRules.Default);
        var content = new ContentRedactor(redactor);
        for (int exchange = 0; exchange < 3; exchange++)
        {
            redactor.Findings.Clear();
            content.Redact(ContentForm.Json, "[{\"token\":\"s\"},{\"token\":\"s\"}]"u8, isCut: false);

            Assert.Equal(1, redactor.Findings.Count);
        }
    }
}
