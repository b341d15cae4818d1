namespace PodMirror.Spans.Tests;

public sealed class BodyContentTypesTests
{
    // An empty message of gRPC-Web in text, and as good a text as any.
    private static readonly byte[] OneMessage = "AAAAAAA="u8.ToArray();

    [Theory]
    [InlineData(null, "application/json; charset=utf-8", true)]
    [InlineData(null, "application/problem+json", true)]
    [InlineData(null, "text/html", true)]
    [InlineData(null, "application/grpc-web-text", true)]
    [InlineData(null, "", true)]
    [InlineData(null, "image/png", false)]
    [InlineData(null, "application/octet-stream", false)]
    [InlineData("json", "text/plain", false)]
    [InlineData("json", "", false)]
    [InlineData("image/*", "IMAGE/PNG", true)]
    [InlineData("image/*", "imagex/png", false)]
    [InlineData("application/pdf", "application/pdf;x=y", true)]
    [InlineData("application/pdf", "application/pdfx", false)]
    [InlineData("*/*", "video/mp4", true)]
    [InlineData("*/*", "", true)]
    [InlineData("untyped", "", true)]
    public void A_body_is_shown_when_its_type_is_in_the_list(string? list, string type, bool isShown)
    {
        BodyContentTypes? types = list is null ? BodyContentTypes.Default : BodyContentTypes.Of(list.Split(','));
        Assert.NotNull(types);
        var sample = new Sample { RequestFields = type.Length == 0 ? "" : $"Content-Type: {type}\r\n", RequestBody = OneMessage };

        ReadSpan span = sample.ToSpan(new SpanOptions { ContentTypes = types });

        Assert.Equal(isShown, span["http.request.body.content"] is not null);
        Assert.Equal((long)OneMessage.Length, span["http.request.body.size"]);
    }

    [Theory]
    [InlineData("jason")]
    [InlineData("/x")]
    [InlineData("a/")]
    [InlineData("a/b c")]
    public void What_is_no_type_and_no_form_is_refused(string entry) => Assert.Null(BodyContentTypes.Of([entry]));

    [Fact]
    public void A_list_has_some_entries_and_not_too_many()
    {
        Assert.Null(BodyContentTypes.Of([]));
        Assert.Null(BodyContentTypes.Of([.. Enumerable.Repeat("json", 65)]));
    }
}
