namespace PodMirror.Spans.Tests;

/// <summary>Values that are a segment of a path: what follows their slash is no part of them, though it be digits or letters of base64.</summary>
public sealed class PathSegmentsTests
{
    private const string Key = "sk" + "_live_hveAhyu3QhKQG3tPffG4XZvd";

    [Theory]
    [InlineData("GET /people/282.078.718-57/25 HTTP/1.1", "GET /people/REDACTED/25 HTTP/1.1")]
    [InlineData("GET /people/AB583295C/25/AB583295C HTTP/1.1", "GET /people/REDACTED/25/REDACTED HTTP/1.1")]
    [InlineData("GET /keys/" + Key + "/refunds/by_day HTTP/1.1", "GET /keys/REDACTED/refunds/by_day HTTP/1.1")]
    [InlineData("GET /keys/" + Key + "/25/" + Key, "GET /keys/REDACTED/25/REDACTED")]
    [InlineData("from 17/05/2026/3, 282.078.718-57/25", "from 17/05/2026/3, 282.078.718-57/25")]
    public void A_segment_is_looked_at_by_itself(string text, string expected) => Assert.Equal(expected, Redacted.Of(ContentForm.Text, text));

    [Theory]
    [InlineData("v=https://discord.com/api/webhooks/387371486636081344/wEF8FOOLPM4_Bw92r-nTuqSmG5BqBmZL9qanHDeM0Qm4piWRXz-9Z0a5nVt9CaAfpksx")]
    [InlineData("https://discord.com/api/webhooks/387371486636081344/wEF8FOOLPM4_Bw92r-nTuqSmG5BqBmZL9qanHDeM0Qm4piWRXz-9Z0a5nVt9CaAfpksx/%20;a=1")]
    public void An_address_that_is_a_secret_across_segments_is_hidden_whole(string address) =>
        Assert.DoesNotContain(
            "wEF8",
            string.Join(" ", new Sample { RequestFields = $"Host: h\r\nX-Note: {address}\r\n" }.ToSpan().Texts("http.request.header.x-note")),
            StringComparison.Ordinal);

    [Fact]
    public void So_it_is_in_a_target() => Assert.Equal("/v1/REDACTED/25", new Sample { Target = "/v1/282.078.718-57/25" }.ToSpan().Text("url.path"));
}
