namespace PodMirror.Agent.Tests.Catalog;

/// <summary>The header fields that the catalog reads of a span.</summary>
public sealed class CallHeaderTests
{
    [Fact]
    public void Header_fields_are_lines_with_each_of_their_values()
    {
        SeenCall call = Read(
            ("http.request.header.x-tag", List("a", "b: c")),
            ("http.request.header.x-page", "7"),
            ("http.request.header.x-folded", List("one\ntwo")),
            ("http.request.header.x:y", List("no name")),
            ("http.request.header.", List("no name")),
            ("http.request.header.x-number", 5),
            ("http.response.header.location", List("/a")));
        Assert.Equal("x-tag:a\nx-tag:b: c\nx-page:7\nx-folded:one two\n", call.RequestHeaders);
        Assert.Equal("location:/a\n", call.ResponseHeaders);
        Assert.Equal("", Read(("url.query", "a=1")).RequestHeaders);
    }

    [Fact]
    public void A_key_that_its_sender_has_not_hidden_is_not_read()
    {
        SeenCall call = Read(
            ("http.request.header.x-api-key", List("live-0123456789")), ("http.response.header.x-subject-token", List("live-0123456789")));
        Assert.Equal(("x-api-key:REDACTED\n", "x-subject-token:REDACTED\n"), (call.RequestHeaders, call.ResponseHeaders));
    }

    [Theory]
    [InlineData("x-api-key")]
    [InlineData("x_client_secret")]
    [InlineData("x-webhook-secret")]
    [InlineData("session-id")]
    [InlineData("dpop")]
    [InlineData("x-csrf-token")]
    [InlineData("proxy_authorization")]
    [InlineData("set_cookie")]
    public void No_value_of_a_field_that_is_secret_by_its_name_is_read(string name)
    {
        // The first value says nothing of those behind it.
        object? values = List("", "live-0123456789");
        SeenCall call = Read(($"http.request.header.{name}", values), ($"http.response.header.{name}", values));
        Assert.Equal($"{name}:REDACTED\n{name}:REDACTED\n", call.RequestHeaders);
        Assert.Equal(call.RequestHeaders, call.ResponseHeaders);
    }

    [Theory]
    [InlineData(900, 5000, 10)]
    [InlineData(129, 1, 10)]
    [InlineData(1, 1, 200)]
    public void Of_a_message_with_more_header_fields_than_are_read_none_is_told(int fields, int length, int name)
    {
        (string, object?)[] many =
        [
            .. Enumerable.Range(0, fields).Select(i => ($"http.request.header.x-{i}".PadRight(name, 'n'), (object?)List(new string('v', length)))),
        ];
        Assert.Equal("", Read(many).RequestHeaders);
    }

    private static object[] List(params string[] texts) => texts;

    private static SeenCall Read(params (string Key, object? Value)[] attributes) => SeenCall.Of(new TestSpan { Attributes = attributes })!;
}
