using System.Text;

namespace PodMirror.Spans.Tests;

public sealed class MultipartTests
{
    private const string Body = "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"user\"\r\n\r\nann\r\n"
        + "--b  \r\nContent-Disposition: form-data; name=\"file\"; filename=\"a;\\\"b.png\"\r\n"
        + "Content-Type: image/png; x=y\r\n\r\n\r\n--bogus\r\nxyz\r\n--b--\r\nrest";

    [Fact]
    public void Parts_are_told_by_name_file_name_type_and_size_and_not_by_content()
    {
        ReadSpan span = Form(Body).ToSpan();

        Assert.Equal(2L, span["podmirror.http.request.body.parts"]);
        Assert.Equal(["user", "file"], span.Texts("podmirror.http.request.body.part.names"));
        Assert.Equal(["", "a;\\\"b.png"], span.Texts("podmirror.http.request.body.part.file_names"));
        Assert.Equal(["", "image/png"], span.Texts("podmirror.http.request.body.part.content_types"));
        Assert.Equal([3L, 14L], Assert.IsType<long[]>(span["podmirror.http.request.body.part.sizes"]));
        Assert.Null(span["http.request.body.content"]);
    }

    [Fact]
    public void Every_prefix_makes_a_span()
    {
        for (int length = 1; length < Body.Length; length++)
        {
            ReadSpan span = (Form(Body[..length]) with { RequestBodyBytes = Body.Length }).ToSpan();
            Assert.InRange((long)span["podmirror.http.request.body.parts"]!, 0, 2);
            Assert.Equal(true, span["podmirror.http.request.body.truncated"]);
        }
    }

    [Theory]
    [InlineData("multipart/form-data", 0)]
    [InlineData("multipart/form-data; boundary=", 0)]
    [InlineData("multipart/form-data; boundary=\"b\"", 2)]
    [InlineData("multipart/form-data; x=\"boundary=c\"; Boundary=b", 2)]
    [InlineData("multipart/form-data; boundary=bo", 0)]
    public void The_boundary_is_that_of_the_type(string type, long expected) => Assert.Equal(
        expected, (Form(Body) with { RequestFields = $"Content-Type: {type}\r\n" }).ToSpan()["podmirror.http.request.body.parts"]);

    [Fact]
    public void Parts_past_the_limit_are_counted()
    {
        string body = string.Concat(Enumerable.Repeat("--b\r\n\r\n\r\n", 5000)) + "--b--";

        ReadSpan span = Form(body).ToSpan();

        Assert.Equal(5000L, span["podmirror.http.request.body.parts"]);
        Assert.Equal(64, span.Texts("podmirror.http.request.body.part.names").Length);
    }

    [Fact]
    public void A_body_of_nothing_but_hyphens_is_read_in_one_pass() => Assert.Equal(
        0L, Form(new string('-', 100_000)).ToSpan()["podmirror.http.request.body.parts"]);

    private static Sample Form(string body) => new()
    {
        RequestFields = "Content-Type: multipart/form-data; boundary=b\r\n",
        RequestBody = Encoding.UTF8.GetBytes(body),
    };
}
