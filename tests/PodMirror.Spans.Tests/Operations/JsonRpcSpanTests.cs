using System.Text;

namespace PodMirror.Spans.Tests;

public sealed class JsonRpcSpanTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"eth_call","params":[{"method":"x"}],"id":7}""", "7")]
    [InlineData("""{"id":"a-1","params":{},"method":"eth_call","jsonrpc":"2.0"}""", "a-1")]
    [InlineData("""{"jsonrpc":"2.0","method":"eth_call"}""", null)]
    [InlineData("""{"jsonrpc":"2.0","method":"eth_call","id":null}""", null)]
    [InlineData("""{"jsonrpc":"2.0","method":"eth_call","id":{"a":1}}""", null)]
    public void A_call_is_named_by_its_method(string body, string? id)
    {
        ReadSpan span = Post(body, """{"jsonrpc":"2.0","result":{"error":{"code":1}},"id":7}""").ToSpan();

        Assert.Equal("eth_call", span.Name);
        Assert.Equal("jsonrpc", span.Text("rpc.system.name"));
        Assert.Equal("eth_call", span.Text("rpc.method"));
        Assert.Equal("2.0", span.Text("jsonrpc.protocol.version"));
        Assert.Equal(id, span["jsonrpc.request.id"]);
        Assert.Null(span["rpc.status_code"]);
        Assert.Equal(0, span.Status);
    }

    [Theory]
    [InlineData("""{"method":"a","id":1}""")]
    [InlineData("""{"jsonrpc":2.0,"method":"a"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":5}""")]
    [InlineData("""{"a":{"jsonrpc":"2.0","method":"a"}}""")]
    public void Other_json_is_no_call(string body) => Assert.Equal("POST", Post(body, "").ToSpan().Name);

    [Theory]
    [InlineData("-32602", "-32602", "eth_call")]
    [InlineData("-32601", "-32601", "jsonrpc")]
    [InlineData("\"text\"", "_OTHER", "eth_call")]
    public void An_error_has_its_code(string code, string status, string spanName)
    {
        ReadSpan span = Post("""{"jsonrpc":"2.0","method":"eth_call","id":1}""", $$"""{"id":1,"error":{"code":{{code}},"message":"m"} }""").ToSpan();

        Assert.Equal(status, span.Text("rpc.status_code"));
        Assert.Equal(status, span.Text("error.type"));
        Assert.Equal(2, span.Status);
        Assert.Equal(spanName, span.Name);
        Assert.Equal(spanName == "jsonrpc" ? "_OTHER" : "eth_call", span.Text("rpc.method"));
    }

    [Fact]
    public void A_batch_is_counted_with_its_errors()
    {
        const string call = """{"jsonrpc":"2.0","method":"m","id":1}""";
        ReadSpan span = Post($"[{call},{call}]", """[{"result":1},{"error":{"code":-1}},{"error":{"code":-2}}]""").ToSpan();

        Assert.Equal("jsonrpc", span.Name);
        Assert.Equal(2L, span["podmirror.jsonrpc.batch.size"]);
        Assert.Equal(["m", "m"], span.Texts("podmirror.jsonrpc.batch.methods"));
        Assert.Equal(2L, span["podmirror.jsonrpc.batch.errors"]);
        Assert.Equal("-1", span.Text("rpc.status_code"));
    }

    private static Sample Post(string body, string response) => new()
    {
        Method = "POST",
        Target = "/rpc",
        RequestFields = "Content-Type: application/json\r\n",
        RequestBody = Encoding.UTF8.GetBytes(body),
        ResponseFields = "Content-Type: application/json\r\n",
        ResponseBody = Encoding.UTF8.GetBytes(response),
    };
}
