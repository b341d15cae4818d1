using PodMirror.Sidecar.Top;

namespace PodMirror.Sidecar.Tests.Top;

public sealed class EndpointTemplatesTests
{
    [Theory]
    [InlineData("/items/42", "/items/{id}")]
    [InlineData("/items/search", "/items/search")]
    [InlineData("/items/search/more", "/items/{id}/more")]
    [InlineData("/items/42:cancel", "/items/{id}:cancel")]
    [InlineData("/items/42:blue", "/items/{id}")]
    [InlineData("/items/:cancel", "/items/{id}")]
    [InlineData("/files/a/b/c", "/files/{rest*}")]
    [InlineData("/a{b}", "/a%7Bb%7D")]
    [InlineData("/", "/")]
    [InlineData("/items", null)]
    [InlineData("/items/", null)]
    [InlineData("/items/42/more/x", null)]
    [InlineData("/ITEMS/42", null)]
    public void A_path_has_the_most_exact_template_that_fits_all_of_it(string path, string? expected)
    {
        var templates = new EndpointTemplates();
        foreach (string template in new[]
            { "/", "/items/{id}", "/items/search", "/items/{id}/more", "/items/{id}:cancel", "/files/{rest*}", "/a%7Bb%7D", "no template" })
        {
            templates.Add("web", "GET", template);
        }

        Assert.Equal(expected, templates.Find(new CallPath("web", IsHost: false, "GET", path)));
    }

    [Theory]
    [InlineData("web", false, "POST", null)]
    [InlineData("other", false, "GET", null)]
    [InlineData("web:8080", false, "GET", "/{id}")]
    [InlineData("web", true, "GET", "/{id}")]
    [InlineData("web", false, "GET", null)]
    public void A_template_is_that_of_its_service_and_method_and_of_a_host_whatever_its_port(
        string service, bool isHost, string method, string? expected)
    {
        var templates = new EndpointTemplates();
        templates.Add("web:8080", "GET", "/{id}");
        Assert.Equal(expected, templates.Find(new CallPath(service, isHost, method, "/7")));
    }
}
