using System.Text;
using PodMirror.Exchange;
using PodMirror.Sidecar.Replay;

namespace PodMirror.Sidecar.Tests.Replay;

public sealed class RequestAuthorityTests
{
    [Theory]
    [InlineData("GET", "/", "", "Host: a:80\r\n", "a:80")]
    [InlineData("GET", "/", "", "X: y\r\nhOST:  b \r\nHost: c\r\n", "b")]
    [InlineData("GET", "/", "", "", "")]
    [InlineData("GET", "http://t:8080/p?q", "", "Host: a\r\n", "t:8080")]
    [InlineData("GET", "http://user:pass@t/p", "", "", "t")]
    [InlineData("GET", "https://t?q=http://x", "", "", "t")]
    [InlineData("GET", "/?u=http://x/", "", "Host: a\r\n", "a")]
    [InlineData("CONNECT", "t:443", "", "Host: proxy\r\n", "t:443")]
    [InlineData("GET", "/", "h2.example", "host: other\r\n", "h2.example")]
    [InlineData("OPTIONS", "*", "", "Host: a\r\n", "a")]
    public void The_authority_is_where_a_server_looks_for_it(string method, string target, string authority, string fields, string expected)
    {
        var request = new MessageView
        {
            IsPresent = true,
            Method = Encoding.ASCII.GetBytes(method),
            Target = Encoding.ASCII.GetBytes(target),
            Authority = Encoding.ASCII.GetBytes(authority),
            Fields = Encoding.ASCII.GetBytes(fields),
        };

        Assert.Equal(expected, Encoding.ASCII.GetString(RequestAuthority.Of(request)));
    }
}
