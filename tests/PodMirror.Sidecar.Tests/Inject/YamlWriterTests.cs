using System.Text.Json.Nodes;
using CsCheck;
using PodMirror.Sidecar.Inject;

namespace PodMirror.Sidecar.Tests.Inject;

public sealed class YamlWriterTests
{
    [Theory]
    [InlineData("nginx")]
    [InlineData("nginx:1.25")]
    [InlineData("http://a.b:80/c?d=e")]
    [InlineData("/bin/sh")]
    [InlineData("hello world")]
    [InlineData("-v")]
    [InlineData("--mode")]
    [InlineData("--a=b,c")]
    [InlineData("100m")]
    [InlineData("64Mi")]
    [InlineData("_x")]
    public void What_nobody_takes_for_something_else_stands_without_quotes(string text) =>
        Assert.Equal(text.Contains('?', StringComparison.Ordinal) ? $"\"{text}\"" : text, YamlText.Quote(text));

    // Words and numbers of YAML 1.1, 1.2 and JSON; indicators; what a line cannot hold.
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a ")]
    [InlineData(" a")]
    [InlineData("y")]
    [InlineData("NO")]
    [InlineData("oN")]
    [InlineData("True")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("NaN")]
    [InlineData(".inf")]
    [InlineData("-.inf")]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("0o7")]
    [InlineData("0b1")]
    [InlineData("1_000")]
    [InlineData("12:30")]
    [InlineData("190:20:30.15")]
    [InlineData("2001-01-01")]
    [InlineData("2001-12-14t21:59:43.10-05:00")]
    [InlineData("1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("0m")]
    [InlineData(".5")]
    [InlineData("<<")]
    [InlineData("=")]
    [InlineData("-")]
    [InlineData("--")]
    [InlineData("---")]
    [InlineData("...")]
    [InlineData("- a")]
    [InlineData("? a")]
    [InlineData("a: b")]
    [InlineData("a:")]
    [InlineData(":a")]
    [InlineData("a #b")]
    [InlineData("#a")]
    [InlineData("&a")]
    [InlineData("*a")]
    [InlineData("!a")]
    [InlineData("|")]
    [InlineData(">")]
    [InlineData("%a")]
    [InlineData("@a")]
    [InlineData("`a`")]
    [InlineData("{a}")]
    [InlineData("[a]")]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    [InlineData("\r")]
    [InlineData("\0")]
    [InlineData("é")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\uFEFFa")]
    [InlineData("😀")]
    [InlineData("\"a\"")]
    [InlineData("it's \"a\"")]
    [InlineData("a\\b")]
    public void What_somebody_could_take_for_something_else_stands_in_quotes_and_comes_back(string text)
    {
        string quoted = YamlText.Quote(text);

        Assert.True(quoted[0] is '"' or '\'', quoted);
        Assert.Equal(text, Yaml.Read($"a: {quoted}\n")!["a"]!.GetValue<string>());
        Assert.Equal(text, Assert.Single(Yaml.Read($"{quoted}: a\n")!.AsObject()).Key);
    }

    [Fact]
    public void The_form_is_that_of_kubectl()
    {
        JsonNode data = JsonNode.Parse("""
            {"a":{"b":{},"c":[],"d":null},"e":[{"f":1,"g":["x",["y","z"],[],{"h":true}]},"one\ntwo\n","one\ntwo"],"i":"# no\ncomment\n","j":1e30}
            """)!;

        Assert.Equal(
            """
            a:
              b: {}
              c: []
              d: null
            e:
            - f: 1
              g:
              - x
              - - "y"
                - z
              - []
              - h: true
            - |
              one
              two
            - |-
              one
              two
            i: "# no\ncomment\n"
            j: 1e30

            """.Replace("i: \"# no\\ncomment\\n\"", "i: |\n  # no\n  comment", StringComparison.Ordinal),
            YamlWriter.Write(data.AsObject()));
    }

    [Theory]
    [InlineData("a\nb", true)]
    [InlineData("a\n\nb\n", true)]
    [InlineData("a\n\tb\n", true)]
    [InlineData("a\n   \nb", true)]
    [InlineData("a", false)]
    [InlineData("a\n", true)]
    [InlineData(" a\nb", false)]
    [InlineData("\na\nb", false)]
    [InlineData("a\nb ", false)]
    [InlineData("a\nb\n\n", false)]
    [InlineData("a\r\nb", false)]
    [InlineData("a\u2028\nb", false)]
    [InlineData("\n", false)]
    [InlineData("\n\n", false)]
    public void Lines_stand_as_a_block_where_they_come_back_the_same_by_any_reader(string text, bool isBlock)
    {
        Assert.Equal(isBlock, YamlText.IsBlock(text));
        AssertComesBack(new JsonObject { ["a"] = text, ["b"] = new JsonArray(text, new JsonObject { ["c"] = text }) });
    }

    [Fact]
    public void A_key_longer_than_readers_take_is_announced() =>
        AssertComesBack(new JsonObject
        {
            [new string('k', 5000)] = new JsonArray(1),
            [new string('"', 900)] = new JsonObject { ["a"] = 1 },
            ["z"] = 1,
        });

    [Fact]
    public void Whatever_is_written_comes_back_and_is_written_the_same_again()
    {
        Gen<string> text = Gen.OneOf(
            Gen.String[Gen.Char["ab \n\t:#-?!&*'\"\\|>%@`{}[],.~0123456789eExXoO_+=<yn\u0085\u00e9\u2028\r"], 0, 12],
            Gen.OneOf("yes", "null", "1e3", "0x1", "a\n b\n", "---", "...", "<<", "😀", "\uFEFF"));
        Gen<JsonNode?> leaf = Gen.OneOf(
            text.Select(value => (JsonNode?)value), Gen.Long.Select(value => (JsonNode?)value), Gen.Double.Where(double.IsFinite).Select(Number),
            Gen.Const((JsonNode?)null), Gen.Bool.Select(value => (JsonNode?)value));
        Gen<JsonNode?> node = Gen.Recursive<JsonNode?>((depth, inner) => depth > 3 ? leaf : Gen.OneOf(
            leaf,
            inner.List[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
            Gen.Select(text, inner).List[0, 3].Select(pairs => (JsonNode?)Map(pairs))));

        Gen.Select(text, node).List[1, 4].Select(Map).Sample(AssertComesBack, iter: 3000);
    }

    private static JsonNode? Number(double value) => value == 0 ? 0 : value;

    private static JsonObject Map(IEnumerable<(string Key, JsonNode? Value)> pairs)
    {
        var map = new JsonObject();
        foreach ((string key, JsonNode? value) in pairs)
        {
            map[key] = value?.DeepClone();
        }

        return map;
    }

    private static void AssertComesBack(JsonObject data)
    {
        string yaml = YamlWriter.Write(data);
        JsonNode? back = Yaml.Read(yaml);

        Assert.True(JsonNode.DeepEquals(data, back), $"{data.ToJsonString()}\n{yaml}\n{back?.ToJsonString()}");
        Assert.Equal(yaml, YamlWriter.Write(back!.AsObject()));
    }
}
