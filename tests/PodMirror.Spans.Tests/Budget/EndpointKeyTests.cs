using System.Text;
using CsCheck;

namespace PodMirror.Spans.Tests.Budget;

public sealed class EndpointKeyTests
{
    [Theory]
    [InlineData("GET", "/", "GET /")]
    [InlineData("GET", "/users/42", "GET /users/*")]
    [InlineData("GET", "/users/42/", "GET /users/*/")]
    [InlineData("GET", "/users/42?x=1#y", "GET /users/*")]
    [InlineData("GET", "/api/v1/pods/web-7f9c", "GET /api/v1/pods/*")]
    [InlineData("GET", "/v123/a", "GET /*/a")]
    [InlineData("GET", "/v/a", "GET /v/a")]
    [InlineData("GET", "/f/0af7651916cd43dd8448eb211c80319c", "GET /f/*")]
    [InlineData("GET", "/abcdefghijklmnopqrstuvwxyzabcdefg/x", "GET /*/x")]
    [InlineData("POST", "http://user@host:80/a/1", "POST /a/*")]
    [InlineData("OPTIONS", "*", "OPTIONS *")]
    [InlineData("CONNECT", "host:443", "CONNECT ")]
    [InlineData("", "", " ")]
    [InlineData("GET", "//", "GET //")]
    public void Values_in_a_path_are_folded(string method, string target, string expected) => Assert.Equal(expected, Fold(method, target));

    [Fact]
    public void No_path_is_longer_than_what_counts_of_it()
    {
        Assert.Equal(256, Fold("GET", string.Concat(Enumerable.Repeat("/abc", 100_000))).Length);
        Assert.Equal(256, Fold(new string('M', 100_000), string.Concat(Enumerable.Repeat("/", 100_000))).Length);
    }

    [Fact]
    public void Numbers_make_no_new_endpoint_and_words_do()
    {
        var keys = new EndpointKey();
        Check.Sample(Gen.Select(Gen.ULong, Gen.ULong), (one, other) => Of(keys, $"/users/{one}/orders") == Of(keys, $"/users/{other}/orders"));

        Assert.NotEqual(Of(keys, "/users"), Of(keys, "/orders"));
        Assert.NotEqual(0UL, Of(keys, ""));
    }

    [Fact]
    public void Each_process_has_keys_of_its_own() => Assert.NotEqual(Of(new EndpointKey(), "/"), Of(new EndpointKey(), "/"));

    private static ulong Of(EndpointKey keys, string target) => keys.Of("GET"u8, Encoding.UTF8.GetBytes(target));

    private static string Fold(string method, string target)
    {
        byte[] room = new byte[256];
        return Encoding.UTF8.GetString(room, 0, EndpointKey.Fold(Encoding.UTF8.GetBytes(method), Encoding.UTF8.GetBytes(target), room));
    }
}
