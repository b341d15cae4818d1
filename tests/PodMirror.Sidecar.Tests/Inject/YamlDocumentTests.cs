using System.Text;
using PodMirror.Sidecar.Inject;

namespace PodMirror.Sidecar.Tests.Inject;

public sealed class YamlDocumentTests
{
    [Theory]
    [InlineData("a: &x {b: 1}\nc: *x", """{"a":{"b":1},"c":{"b":1}}""")]
    [InlineData("a: &x 1\nb: &x 2\nc: *x", """{"a":1,"b":2,"c":2}""")]
    [InlineData("a: &x b\n*x : c", """{"a":"b","b":"c"}""")]
    [InlineData("a: &x b\n? *x\n: {*x : c}", """{"a":"b","b":{"b":"c"}}""")]
    [InlineData("a: &x {k: 1, j: 2}\nb: {<<: *x, k: 3}", """{"a":{"k":1,"j":2},"b":{"k":3,"j":2}}""")]
    [InlineData("a: &x {k: 1}\nb: {k: 3, <<: *x}", """{"a":{"k":1},"b":{"k":1}}""")]
    [InlineData("b: {<<: [{k: 1}, {k: 2, j: 3}]}", """{"b":{"k":1,"j":3}}""")]
    [InlineData("b: {<<: {k: 1}, <<: {j: 2}}", """{"b":{"k":1,"j":2}}""")]
    [InlineData("b: {'<<': {k: 1}}", """{"b":{"\u003C\u003C":{"k":1}}}""")]
    [InlineData("{a, b: }", """{"a":null,"b":null}""")]
    [InlineData("[a,]", """["a"]""")]
    [InlineData("a:\n- b\n-\n- - c", """{"a":["b",null,["c"]]}""")]
    [InlineData("a: |\n  ---\n  b\n", """{"a":"---\nb\n"}""")]
    [InlineData("a: |2\n    b\n   c\n", """{"a":"  b\n c\n"}""")]
    [InlineData("a: >-\n  b\n  c\n\n  d\n", """{"a":"b c\nd"}""")]
    [InlineData("a: |\n    \n  b\n", """{"a":"\nb\n"}""")]
    [InlineData("a: |-\r\n    \r\n      \r\n  b\r\n", """{"a":"\n\nb"}""")]
    [InlineData("a:\n- > # c\n    \n  b\n- |\n     \n  c\n", """{"a":["\nb\n","\nc\n"]}""")]
    [InlineData("a: |\n      \n  b |\n     \n  c\n", """{"a":"\nb |\n   \nc\n"}""")]
    [InlineData("a: |\r\n  b\r\n  c\r\n", """{"a":"b\nc\n"}""")]
    [InlineData("a: b\n  c\n", """{"a":"b c"}""")]
    [InlineData("{\"a\":\t{\"b\": 1}}", """{"a":{"b":1}}""")]
    [InlineData("%YAML 1.1\n---\na: b\n...\n", """{"a":"b"}""")]
    [InlineData("%TAG !e! tag:example,2000:\n---\na: !e!x b\n", """{"a":"b"}""")]
    [InlineData("\uFEFFa: b\n", """{"a":"b"}""")]
    [InlineData("--- # c\na: b # d\n# e\n", """{"a":"b"}""")]
    public void A_document_is_read_as_kubectl_reads_it(string yaml, string json) => Assert.Equal(json, Yaml.Read(yaml)!.ToJsonString());

    [Theory]
    [InlineData("", 0)]
    [InlineData("# nothing\n", 0)]
    [InlineData("---\n---\na: b\n...\n---\n", 3)]
    [InlineData("a: b\n---\n\uFEFFc: d\n", 2)]
    [InlineData("{\"a\": 1}\n{\"b\": 2} 3", 3)]
    public void Documents_are_told_apart(string text, int count) => Assert.Equal(count, Yaml.ReadAll(text).Documents.Count);

    [Theory]
    [InlineData("a: b\n\tc: d", "2:1: while scanning a plain scalar, found a tab character that violate indentation")]
    [InlineData("a: [b", "2:1: while parsing a flow sequence, did not find expected ',' or ']'")]
    [InlineData("a: *x", "1:4: there is no anchor &x before it")]
    [InlineData("a: {}\n...\n:Networ", "3:1: a document that begins with a colon")]
    [InlineData(":Networ", "1:1: a document that begins with a colon")]
    [InlineData("a: {hostNetHTTP/1.1 204 \n17}", "1:4: what follows cannot be read as YAML")]
    [InlineData("a: &x b\nc: [] *x\nd: e", "2:7: an alias where a key belongs")]
    [InlineData("a: &x [*x]", "1:8: there is no anchor &x before it")]
    [InlineData("a: &x 1\n---\nb: *x", "3:4: there is no anchor &x before it")]
    [InlineData("a: {<<: 3}", "1:5: a merge key needs a map or a list of maps")]
    [InlineData("a: \u0007", "1:4: the character U+0007 is not allowed in YAML")]
    [InlineData("a: b\nc: \"\u007f\"", "2:5: the character U+007F is not allowed in YAML")]
    [InlineData("{{ .Values.x }}\n", "1:2: a key that is no text; if it is to be one, it needs quotes")]
    [InlineData("{\"a\": 1,\n \"a\": 2}", "2:2: the key a is there twice")]
    [InlineData("{\"a\": \"\\ud800\"}", "1:14: while scanning a quoted scalar, found invalid Unicode surrogates")]
    public void What_is_no_yaml_is_a_fault_with_its_place(string text, string fault) => Assert.Equal(fault, Yaml.FaultOf(text));

    [Fact]
    public void What_is_not_utf8_is_a_fault_with_its_place()
    {
        Assert.False(Yaml.TryRead([.. "a: b\nc"u8, 0xFF, (byte)'\n'], out _, out ManifestFault? fault));

        Assert.Equal(("the text is not UTF-8", 2, 2), (fault!.Reason, fault.Line, fault.Column));
    }

    [Fact]
    public void A_file_of_another_encoding_is_a_fault() =>
        Assert.False(Yaml.TryRead([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a: b\n")], out _, out _));

    [Fact]
    public void A_file_that_is_too_large_is_a_fault()
    {
        Assert.False(Yaml.TryRead(new byte[ManifestText.MaxBytes + 1], out _, out ManifestFault? fault));

        Assert.Equal(("larger than 64 MiB", 0), (fault!.Reason, fault.Line));
    }

    [Fact]
    public void Blanks_before_a_block_are_put_aside_only_so_often()
    {
        string block = "- |\n     \n  b\n";

        Assert.True(Yaml.TryRead(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(block, 256))), out _, out _));
        Assert.False(Yaml.TryRead(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(block, 257))), out _, out ManifestFault? fault));
        Assert.Equal("while scanning a literal block scalar, found extra spaces in first line", fault!.Reason);
    }

    [Fact]
    public void Aliases_of_aliases_end_at_the_limit()
    {
        var text = new StringBuilder("a0: &a0 [0123456789abcdef]\n");
        for (int i = 1; i < 40; i++)
        {
            text.Append($"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");
        }

        Assert.EndsWith("the document is larger than 64 MiB with its aliases written out", Yaml.FaultOf(text.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void Merges_of_merges_end_at_the_limit()
    {
        string value = new('x', 10_000);
        var text = new StringBuilder($"a: &a {{k: {value}}}\nb:\n");
        for (int i = 0; i < 10_000; i++)
        {
            text.Append("- <<: *a\n");
        }

        Assert.EndsWith("the document is larger than 64 MiB with its aliases written out", Yaml.FaultOf(text.ToString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Depth_ends_at_the_limit(int depth, bool isFine)
    {
        string lists = new string('[', depth) + new string(']', depth);

        Assert.Equal(isFine, Yaml.TryRead(Encoding.UTF8.GetBytes(lists), out _, out ManifestFault? fault));
        Assert.Equal(isFine ? null : "nested deeper than 64", fault?.Reason);
    }

    [Theory]
    [InlineData("? ")]
    [InlineData("- ")]
    [InlineData("[")]
    [InlineData("{<<: ")]
    [InlineData("{a: ")]
    [InlineData("{? ")]
    [InlineData("[? ")]
    public void Depth_of_every_kind_ends_at_the_limit(string opening)
    {
        Assert.False(Yaml.TryRead(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, 100_000))), out _, out _));
        Assert.EndsWith("nested deeper than 1000", Yaml.FaultOf(Closed(opening, 100_000)), StringComparison.Ordinal);
        Assert.EndsWith("nested deeper than 64", Yaml.FaultOf(Closed(opening, 100)), StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_by_aliases_ends_at_the_limit()
    {
        string text = "a0: &a0 []\n" + string.Concat(Enumerable.Range(1, 70).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n"));

        Assert.EndsWith("nested deeper than 64", Yaml.FaultOf(text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_nobody_wants_may_be_as_deep_and_odd_as_it_likes()
    {
        string text = "kind: Other\nx: " + new string('[', 500) + new string(']', 500) + "\ny: .inf\ny: *none\n? {a: b}\n: c\n";

        Assert.True(ManifestText.TryRead(Encoding.UTF8.GetBytes(text), (_, kind) => kind != "Other", out Manifest? manifest, out _));
        Assert.Null(Assert.Single(manifest.Documents).Data);
    }

    private static string Closed(string opening, int depth)
    {
        string closing = opening[0] switch { '[' => "]", '{' => "}", _ => "" };
        return string.Concat(Enumerable.Repeat(opening, depth)) + "{}" + string.Concat(Enumerable.Repeat(closing, depth));
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Pod\n", "v1 Pod")]
    [InlineData("{\"kind\": \"Pod\", \"apiVersion\": \"v1\"}", "v1 Pod")]
    [InlineData("metadata: {kind: No}\nx: [kind, {kind: No}]\nkind: 'Pod'\n", " Pod")]
    [InlineData("- kind: Pod\n", " ")]
    [InlineData("kind: [Pod]\napiVersion: {a: b}\n", " ")]
    [InlineData("kind\n", " ")]
    public void Version_and_kind_are_those_of_the_document_itself(string text, string expected)
    {
        string found = "";
        ManifestText.TryRead(
            Encoding.UTF8.GetBytes(text),
            (version, kind) =>
            {
                found = $"{version} {kind}";
                return false;
            },
            out _, out _);

        Assert.Equal(expected, found);
    }
}
