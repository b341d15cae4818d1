using System.Text;
using CsCheck;

namespace PodMirror.Spans.Tests;

public sealed class GraphQLDocumentTests
{
    private static readonly string[] Parts = ["{", "}", "query ", "a ", "\"", "\"\"\"", "\\", "#", "(", ")", "...", "\n", "fragment on on X"];

    [Theory]
    [InlineData("{ a }", "", "query", "")]
    [InlineData("{...F} fragment F on T { a }", "", "query", "")]
    [InlineData("query { a }", "", "query", "")]
    [InlineData("query A { a }", "", "query", "A")]
    [InlineData("mutation A($x: [Int!]! = {a: 1}) @d(e: \"}\") { a(b: {c: \"{\"}) { d } }", "", "mutation", "A")]
    [InlineData("subscription{a}", "", "subscription", "")]
    [InlineData("\uFEFF# query B { }\r# more\n,, query A { a }", "", "query", "A")]
    [InlineData("fragment F on T { a } query A { ...F }", "", "query", "A")]
    [InlineData("fragment on on on @x { a } mutation M { a }", "", "mutation", "M")]
    [InlineData("query A { a } mutation B { b }", "B", "mutation", "B")]
    [InlineData("query A { a } mutation B { b }", "A", "query", "A")]
    [InlineData("query A { a } mutation B { b }", "", "", "")]
    [InlineData("query A { a } mutation B { b }", "C", "", "")]
    [InlineData("\"about\" query A { a }", "", "query", "A")]
    [InlineData("\"\"\"about \\\"\"\" it\"\"\" query A { a }", "", "query", "A")]
    [InlineData("query A { a(b: \"\"\"} mutation\"\"\") }", "", "query", "A")]
    [InlineData("query A { a(b: \"\\\"}\") { c } } ", "", "query", "A")]
    [InlineData("query A { a", "", "query", "A")]
    [InlineData("query query { a }", "", "query", "query")]
    public void An_operation_is_found(string document, string wanted, string kind, string name)
    {
        Assert.True(GraphQLDocument.TryRead(Utf8(document), Utf8(wanted), out GraphQLDocument found));
        Assert.Equal(kind, Encoding.UTF8.GetString(GraphQLKinds.NameOf(found.Kind)));
        Assert.Equal(name, Encoding.UTF8.GetString(found.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("shoes")]
    [InlineData("query")]
    [InlineData("query results")]
    [InlineData("query results for { a }")]
    [InlineData("mutation of genes")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"match_all\":{}}")]
    [InlineData("select { a }")]
    [InlineData("fragment A { a }")]
    [InlineData("type A { a: Int }")]
    [InlineData("# only a comment")]
    [InlineData("\"only a text\"")]
    [InlineData("query(")]
    [InlineData("query A $x { a }")]
    [InlineData("\0query { a }")]
    public void Other_text_is_no_document(string text) => Assert.False(GraphQLDocument.TryRead(Utf8(text), default, out _));

    [Fact]
    public void A_megabyte_of_marks_is_passed_once()
    {
        Assert.True(GraphQLDocument.TryRead(Utf8("{a" + new string('{', 1_000_000)), default, out _));
        Assert.False(GraphQLDocument.TryRead(Utf8("query A(" + new string('(', 1_000_000)), default, out _));
        Assert.True(GraphQLDocument.TryRead(Utf8("{a" + new string('.', 1_000_000)), default, out _));
        Assert.True(GraphQLDocument.TryRead(Utf8("{a" + new string('"', 1_000_000)), default, out _));
        Assert.True(GraphQLDocument.TryRead(Utf8(string.Concat(Enumerable.Repeat("{a}", 300_000))), default, out _));
    }

    [Fact]
    public void Random_text_never_throws() => Check.Sample(
        Gen.OneOf(Gen.Int[0, Parts.Length - 1].Select(static part => Parts[part]), Gen.String).Array[0, 30],
        static parts => GraphQLDocument.TryRead(Utf8(string.Concat(parts)), "a"u8, out GraphQLDocument found) || found.Kind == GraphQLKind.Unknown);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
