using System.Text;

namespace PodMirror.Spans.Tests;

public sealed class GraphQLSpanTests
{
    private const string Hash = "ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38";

    [Theory]
    [InlineData("""{"query":"query A { a }"}""", "query", "query", "A")]
    [InlineData("""{"operationName":"B","variables":{"query":1},"query":"query A{a} mutation B{b}"}""", "mutation", "mutation", "B")]
    [InlineData("""{"query":"\u007b a\n}","operationName":null}""", "query", "query", null)]
    [InlineData("""{"query":"query A{a} query B{b}"}""", "GraphQL Operation", null, null)]
    public void A_request_is_named_by_its_type(string body, string spanName, string? type, string? name)
    {
        ReadSpan span = Post(body).ToSpan();

        Assert.Equal(spanName, span.Name);
        Assert.Equal(type, span["graphql.operation.type"]);
        Assert.Equal(name, span["graphql.operation.name"]);
        Assert.Equal(body, span.Text("http.request.body.content"));
    }

    [Theory]
    [InlineData("""{"query":"shoes"}""")]
    [InlineData("""{"query":{"match_all":{}}}""")]
    [InlineData("""{"query":"query results"}""")]
    [InlineData("""{"query":["{ a }"]}""")]
    [InlineData("""{"filter":{"query":"{ a }"}}""")]
    [InlineData("""{"extensions":{"persistedQuery":{"sha256Hash":"short"}}}""")]
    [InlineData("""[{"query":"shoes"}]""")]
    [InlineData("""[]""")]
    [InlineData("""nothing""")]
    public void Other_json_is_no_graphql(string body)
    {
        ReadSpan span = Post(body).ToSpan();

        Assert.Equal("POST", span.Name);
        Assert.DoesNotContain(span.Attributes.Keys, static key => key.Contains("graphql", StringComparison.Ordinal));
    }

    [Fact]
    public void A_document_as_a_body_is_one()
    {
        ReadSpan span = (Post("mutation M { a }") with { RequestFields = "Content-Type: application/graphql\r\n" }).ToSpan();

        Assert.Equal("mutation", span.Name);
        Assert.Equal("M", span.Text("graphql.operation.name"));
    }

    [Fact]
    public void A_persisted_query_is_its_hash()
    {
        const string body = """{"operationName":"A","extensions":{"persistedQuery":{"sha256Hash":"HASH"}}}""";
        ReadSpan span = Post(body.Replace("HASH", Hash, StringComparison.Ordinal)).ToSpan();

        Assert.Equal("GraphQL Operation", span.Name);
        Assert.Equal(Hash, span.Text("podmirror.graphql.persisted_query.sha256"));
        Assert.Equal("A", span.Text("graphql.operation.name"));
    }

    [Theory]
    [InlineData("query=query%20A%28%24b%3A+Int%29+%7Ba%7D&operationName=A", "query", "A", null)]
    [InlineData("operationName=A&extensions=%7B%22persistedQuery%22:%7B%22sha256Hash%22:%22" + Hash + "%22%7D%7D", "GraphQL Operation", "A", Hash)]
    [InlineData("query=shoes", "GET", null, null)]
    [InlineData("extensions=%7B", "GET", null, null)]
    public void A_query_of_a_url_is_one(string query, string spanName, string? name, string? hash)
    {
        ReadSpan span = new Sample { Target = "/graphql?" + query }.ToSpan();

        Assert.Equal(spanName, span.Name);
        Assert.Equal(name, span["graphql.operation.name"]);
        Assert.Equal(hash, span["podmirror.graphql.persisted_query.sha256"]);
    }

    [Fact]
    public void A_batch_is_counted_and_its_first_operations_are_told()
    {
        IEnumerable<string> requests = Enumerable.Range(0, 40).Select(static i => $$"""{"query":"query A{{i}} { a }"}""");
        ReadSpan span = Post($"[{string.Join(',', requests)}]").ToSpan();

        Assert.Equal(40L, span["podmirror.graphql.batch.size"]);
        Assert.Equal([.. Enumerable.Range(0, 16).Select(static i => $"query A{i}")], span.Texts("podmirror.graphql.batch.operations"));
        Assert.Equal("query", span.Name);
        Assert.Null(span["graphql.operation.name"]);
    }

    [Fact]
    public void A_batch_of_several_types_has_none()
    {
        ReadSpan span = Post("""[{"query":"{a}"},{"query":"mutation {b}"}]""").ToSpan();

        Assert.Equal("GraphQL Operation", span.Name);
        Assert.Equal(["query", "mutation"], span.Texts("podmirror.graphql.batch.operations"));
    }

    [Theory]
    [InlineData(
        """{"errors":[{"message":"secret","path":["a",0,"b"],"extensions":{"code":"DENIED"}},{}],"data":null}""", 2L, "DENIED", "a.0.b", "DENIED")]
    [InlineData("""{"errors":[{"message":"x"}]}""", 1L, null, null, "_OTHER")]
    [InlineData("""{"data":{"a":1},"errors":[{"extensions":{"code":"E"}}]}""", 1L, "E", null, null)]
    [InlineData("""{"data":{"a":1},"errors":[]}""", null, null, null, null)]
    [InlineData("""{"data":{"a":{"errors":[{}]}}}""", null, null, null, null)]
    [InlineData("""{"errors":[{"extensions":{"code":"not a code"}}]}""", 1L, null, null, "_OTHER")]
    [InlineData("""[{"data":1},{"errors":[{"extensions":{"code":"E"}}]}]""", 1L, "E", null, "E")]
    public void Errors_inside_a_200_are_told(string body, long? count, string? code, string? path, string? errorType)
    {
        ReadSpan span = (Post("""{"query":"{a}"}""") with
        {
            ResponseFields = "Content-Type: application/graphql-response+json\r\n",
            ResponseBody = Encoding.UTF8.GetBytes(body),
        }).ToSpan();

        Assert.Equal(count, span["podmirror.graphql.errors"]);
        Assert.Equal(code, span["podmirror.graphql.error.code"]);
        Assert.Equal(path, span["podmirror.graphql.error.path"]);
        Assert.Equal(errorType, span["error.type"]);
        Assert.Equal(errorType is null ? 0 : 2, span.Status);
    }

    [Fact]
    public void Errors_of_a_cut_response_are_no_failure_while_its_data_may_follow()
    {
        ReadSpan span = (Post("""{"query":"{a}"}""") with
        {
            ResponseFields = "Content-Type: application/json\r\n",
            ResponseBody = Encoding.UTF8.GetBytes("""{"errors":[{}],"""),
            ResponseBodyBytes = 1000,
        }).ToSpan();

        Assert.Equal(1L, span["podmirror.graphql.errors"]);
        Assert.Equal(0, span.Status);
    }

    private static Sample Post(string body) => new()
    {
        Method = "POST",
        Target = "/graphql",
        RequestFields = "Content-Type: application/json; charset=utf-8\r\n",
        RequestBody = Encoding.UTF8.GetBytes(body),
    };
}
