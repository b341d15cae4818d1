using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PodMirror.Agent.Api;

namespace PodMirror.Agent.Tests.Api;

public sealed class WebRoutesTests
{
    private static readonly WebRoutes Routes = new WebRoutes()
        .Get("/things", _ => Task.CompletedTask)
        .Get("/things/{id}", (_, _) => Task.CompletedTask)
        .Add("DELETE", "/things/{id}", (_, _) => Task.CompletedTask)
        .Get("/of/{owner}/things/{id}", (_, _) => Task.CompletedTask);

    [Theory]
    [InlineData("GET", "/things", "/things", "")]
    [InlineData("GET", "/things?id=7", "/things", "")]
    [InlineData("HEAD", "/things/7", "/things/{id}", "7")]
    [InlineData("DELETE", "/things/7", "/things/{id}", "7")]
    [InlineData("GET", "/of/a/things/b", "/of/{owner}/things/{id}", "a|b")]
    [InlineData("GET", "/things/a%2Fb%252F%20c", "/things/{id}", "a/b%2F c")]
    [InlineData("GET", "/things/%7Bid%7D", "/things/{id}", "{id}")]
    public void A_request_finds_its_route_and_the_values_in_its_path(string method, string target, string pattern, string expected)
    {
        WebRoute? route = Routes.Find(Request(method, target), out IReadOnlyList<string> values, out IReadOnlyList<string> methods);
        Assert.Equal(pattern, route?.Pattern);
        Assert.Equal(expected, string.Join('|', values));
        Assert.Empty(methods);
    }

    [Theory]
    [InlineData("GET", "/things/", "")]
    [InlineData("GET", "/Things", "")]
    [InlineData("GET", "/things/7/8", "")]
    [InlineData("GET", "*", "")]
    [InlineData("PUT", "/things/7", "GET DELETE")]
    [InlineData("POST", "/things", "GET")]
    public void Without_a_route_the_methods_of_the_path_are_told(string method, string target, string expected)
    {
        Assert.Null(Routes.Find(Request(method, target), out _, out IReadOnlyList<string> methods));
        Assert.Equal(expected, string.Join(' ', methods));
    }

    private static HttpRequest Request(string method, string target)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        return context.Request;
    }
}
