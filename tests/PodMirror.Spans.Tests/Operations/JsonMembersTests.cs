using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace PodMirror.Spans.Tests;

public sealed class JsonMembersTests
{
    [Theory]
    [InlineData("""{"a":1,"b":"x\"}","c":{"d":["]"]},"e":[1,{"f":2}],"g":null}""", """a=1|b="x\"}"|c={"d":["]"]}|e=[1,{"f":2}]|g=null""")]
    [InlineData(""" { "a" : 1 , "b" : true } """, "a=1|b=true")]
    [InlineData("""[1, "two" ,[3]]""", "=1|=\"two\"|=[3]")]
    [InlineData("""{"a":1""", "a=1")]
    [InlineData("""{"a":"x""", "a=\"x")]
    [InlineData("""{"a":{"b":""", "a={\"b\":")]
    [InlineData("""{"a" 1}""", "")]
    [InlineData("""{a:1}""", "")]
    [InlineData("""{"a":}""", "")]
    [InlineData("""{"a":"\""", "a=\"\\")]
    [InlineData("""{"a":"\\""", "a=\"\\\\")]
    [InlineData("{}", "")]
    [InlineData("5", "")]
    [InlineData("", "")]
    public void Members_are_found_where_they_lie(string json, string members) => Assert.Equal(members, Members(json));

    [Theory]
    [InlineData("\"a\"", "a")]
    [InlineData("\"a\\n\\t\\\"\\\\\\/\"", "a\n\t\"\\/")]
    [InlineData("\"\\u00e9\\ud83d\\ude00\"", "\u00e9\ud83d\ude00")]
    [InlineData("\"\\ud83d\"", "\ufffd")]
    [InlineData("\"\\ud83d\\n\"", "\ufffd\n")]
    [InlineData("\"\\u12\"", "\\u12")]
    [InlineData("\"cut\\", "cut\\")]
    [InlineData("\"", "")]
    [InlineData("5", "")]
    [InlineData("", "")]
    public void Texts_lose_their_escapes(string json, string text) =>
        Assert.Equal(text, Encoding.UTF8.GetString(JsonText.Of(Encoding.UTF8.GetBytes(json), new ByteBuffer(1000))));

    [Fact]
    public void Every_text_reads_back() => Check.Sample(Gen.String, static text =>
    {
        string json = JsonValue.Create(text).ToJsonString();
        byte[] read = JsonText.Of(Encoding.UTF8.GetBytes(json), new ByteBuffer(1 << 20)).ToArray();
        Assert.Equal(JsonNode.Parse(json)!.GetValue<string>(), Encoding.UTF8.GetString(read));
    });

    [Fact]
    public void Random_bytes_never_throw_and_always_end() =>
        Check.Sample(
            Gen.OneOf(Gen.Char["{}[]\",:\\a1 "].Array.Select(static chars => new string(chars)), Gen.String),
            static text => Members(text).Length >= 0);

    [Fact]
    public void Nesting_a_million_deep_is_one_value() =>
        Assert.Equal(1_000_000 + 3, Members("{\"a\":" + new string('[', 1_000_000)).Length + 1);

    private static string Members(string json)
    {
        var all = new List<string>();
        var members = new JsonMembers(Encoding.UTF8.GetBytes(json));
        while (members.MoveNext())
        {
            all.Add($"{Encoding.UTF8.GetString(members.Name)}={Encoding.UTF8.GetString(members.Value)}");
        }

        return string.Join('|', all);
    }
}
