using System.Text;
using PodMirror.TestKit;

namespace PodMirror.Spans.Tests;

public sealed class ContentRedactorTests
{
    [Theory]
    // Text.
    [InlineData(nameof(ContentForm.Text), "nothing: here = 1", null)]
    [InlineData(nameof(ContentForm.Text), "GET /a?token=s3&b=1 12:30", "GET /a?token=REDACTED&b=1 12:30")]
    [InlineData(nameof(ContentForm.Text), "Password: correct horse\nuser: bob", "Password: REDACTED\nuser: bob")]
    [InlineData(nameof(ContentForm.Text), "db:\n  password: |\n    s3\n    s3\n  host: h", "db:\n  password: REDACTED\n  host: h")]
    [InlineData(nameof(ContentForm.Text), "Authorization: Digest username=\"s3\", response=\"s3\"\nHost: h", "Authorization: REDACTED\nHost: h")]
    [InlineData(nameof(ContentForm.Text), "level=info token=s3 user=bob", "level=info token=REDACTED user=bob")]
    [InlineData(nameof(ContentForm.Text), "h = { :password => \"s3\", :a => 1 }", "h = { :password => \"REDACTED\", :a => 1 }")]
    [InlineData(nameof(ContentForm.Text), "x = \"{\\\"password\\\":\\\"s3\\\"}\";", "x = \"{\\\"password\\\":\\\"REDACTED\\\"}\";")]
    [InlineData(nameof(ContentForm.Text), "Server=db;User=u;Password=s3;Port=1", "Server=db;User=u;Password=REDACTED")]
    [InlineData(nameof(ContentForm.Text), "credentials={a: s3, b: {c: s3}} d=1", "credentials=REDACTED d=1")]
    // What a type claims is not always so.
    [InlineData(nameof(ContentForm.Form), "{\"password\":\"s3\"}", "{\"password\":\"REDACTED\"}")]
    [InlineData(nameof(ContentForm.Other), " {\"credentials\":{\"a\":\"s3\"}}", " {\"credentials\":{\"a\":\"REDACTED\"}}")]
    [InlineData(nameof(ContentForm.Json), "<a password=\"s3\"/>", "<a password=\"REDACTED\"/>")]
    // Forms.
    [InlineData(nameof(ContentForm.Form), "a=1&password=s3&b=2", "a=1&password=REDACTED&b=2")]
    [InlineData(nameof(ContentForm.Form), "filter=%7B%22password%22%3A%22s3%22%7D&b=2", "filter=%7B%22password%22:%22REDACTED%22%7D&b=2")]
    // XML and HTML.
    [InlineData(nameof(ContentForm.Xml), "<?xml version=\"1.0\"?><a x=\"1\">b &amp; c</a>", null)]
    [InlineData(nameof(ContentForm.Xml), "<a><w:Password t='x'>s3</w:Password><b>c</b></a>",
        "<a><w:Password t='x'>REDACTED</w:Password><b>c</b></a>")]
    [InlineData(nameof(ContentForm.Xml), "<credentials>\n <a>s3</a><credentials>s3</credentials>s3</credentials><b>c</b>",
        "<credentials>\n <a>REDACTED</a><credentials>REDACTED</credentials>REDACTED</credentials><b>c</b>")]
    [InlineData(nameof(ContentForm.Xml), "<token><![CDATA[s3]]></token><b><![CDATA[password=s3]]></b>",
        "<token><![CDATA[REDACTED]]></token><b><![CDATA[password=REDACTED]]></b>")]
    [InlineData(nameof(ContentForm.Xml), "<u a='/p?x=1&amp;token=s3'/>", "<u a='/p?x=1&amp;token=REDACTED'/>")]
    [InlineData(nameof(ContentForm.Xml), "<input type=password name=\"p\" value=s3><input value='s3' name='token'>",
        "<input type=password name=\"p\" value=REDACTED><input value='REDACTED' name='token'>")]
    [InlineData(nameof(ContentForm.Xml), "<add key=\"password\" value=\"s3\" /><p name=\"token\">s3</p>",
        "<add key=\"password\" value=\"REDACTED\" /><p name=\"token\">REDACTED</p>")]
    [InlineData(nameof(ContentForm.Xml), "<!-- password=s3 --><script>x={\"token\":\"s3\"}</script>",
        "<!-- password=REDACTED --><script>x={\"token\":\"REDACTED\"}</script>")]
    // GraphQL.
    [InlineData(nameof(ContentForm.GraphQL), "mutation($p:String!=\"d\"){login(p:$p,n:1){token}}", null)]
    [InlineData(nameof(ContentForm.GraphQL), "{login(password:\"s3\",otp:123456,tokens:[\"a\"],credentials:{a:\"s3\",b:\"s3\"},x:\"y\")}",
        "{login(password:\"REDACTED\",otp:\"REDACTED\",tokens:[\"a\"],credentials:{a:\"REDACTED\",b:\"REDACTED\"},x:\"y\")}")]
    [InlineData(nameof(ContentForm.GraphQL), "query($password:String=\"s3\"){a(secret:\"\"\"s3\"s3\"\"\")}",
        "query($password:String=\"REDACTED\"){a(secret:\"\"\"REDACTED\"\"\")}")]
    // Events.
    [InlineData(nameof(ContentForm.EventStream), ": hi\nevent: a\ndata: {\"a\":1}\n\ndata: [DONE]\n\n", null)]
    [InlineData(nameof(ContentForm.EventStream), "id: 1\r\ndata: {\"token\":\r\ndata: \"s3\"}\r\n\r\ndata:password=s3\r\n\r\n",
        "id: 1\r\ndata: {\"token\":\r\ndata: \"REDACTED\"}\r\n\r\ndata:password=REDACTED\r\n\r\n")]
    // Parts.
    [InlineData(nameof(ContentForm.Multipart), "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\ns3\r\n--b\r\n"
        + "Content-Disposition: form-data; name=\"f\"; filename=\"a\"\r\nContent-Type: image/png\r\nX-Y: s3\r\n\r\ns3\r\n--b--\r\ns3",
        "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nREDACTED\r\n--b\r\n"
        + "Content-Disposition: form-data; name=\"f\"; filename=\"a\"\r\nContent-Type: image/png\r\n\r\n\r\n--b--\r\n")]
    [InlineData(nameof(ContentForm.Multipart), "no delimiter s3", "REDACTED")]
    public void A_content_keeps_everything_but_its_secrets(string form, string content, string? expected) =>
        Assert.Equal(expected ?? content, Redacted.Of(Enum.Parse<ContentForm>(form), content));

    [Theory]
    [InlineData(nameof(ContentForm.Text), "password: hunter2-hunter2\ntoken=hunter2-hunter2 x")]
    [InlineData(nameof(ContentForm.Form), "a=1&password=hunter2-hunter2&b=%7B%22token%22%3A%22hunter2-hunter2%22%7D")]
    [InlineData(nameof(ContentForm.Xml),
        "<a><token>hunter2-hunter2</token><b password='hunter2-hunter2'/><secret><![CDATA[hunter2-hunter2]]></secret></a>")]
    [InlineData(nameof(ContentForm.GraphQL), "{a(password:\"hunter2-hunter2\",credentials:{x:\"hunter2-hunter2\"})}")]
    [InlineData(nameof(ContentForm.EventStream), "data: {\"token\":\ndata: \"hunter2-hunter2\"}\n\ndata: password=hunter2-hunter2\n\n")]
    [InlineData(nameof(ContentForm.Multipart), "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nhunter2-hunter2\r\n--b--")]
    public void A_secret_is_absent_wherever_the_content_is_cut(string form, string content)
    {
        for (int cut = 0; cut <= content.Length; cut++)
        {
            Assert.DoesNotContain("hunter", Redacted.Of(Enum.Parse<ContentForm>(form), content[..cut], isCut: true), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("drop", "REDACTED")]
    [InlineData("mask", "***********2345")]
    [InlineData("hash", "hash:a28d9fd9a2b34e2b")]
    [InlineData("types", "string")]
    public void Each_mode_puts_something_else_in_the_place_of_a_value(string mode, string expected)
    {
        const string key = "MDEyMzQ1Njc4OWFiY2RlZg==";
        RedactionRules rules = Redacted.Rules($"{{'bodyKeys':[{{'name':'x','mode':'{mode}'}}],'hashKey':'{key}'}}");
        byte[] hash = System.Security.Cryptography.HMACSHA256.HashData(Convert.FromBase64String(key), "value-of-a-2345"u8);
        expected = mode == "hash" ? "hash:" + Convert.ToHexStringLower(hash)[..16] : expected;

        Assert.Equal($$"""{"x":"{{expected}}"}""", Redacted.Json("""{"x":"value-of-a-2345"}""", rules));
        Assert.Equal($"x={expected}", Redacted.Of(ContentForm.Text, "x=value-of-a-2345", rules));
    }

    [Fact]
    public void A_hash_without_a_key_drops_and_says_so()
    {
        RedactionRules rules = Redacted.Rules("{'namesMode':'hash'}");

        Assert.True(rules.HasHashWithoutKey);
        Assert.Equal("token=REDACTED", Redacted.Of(ContentForm.Form, "token=x", rules));
        Assert.False(RedactionRules.Default.HasHashWithoutKey);
    }

    [Fact]
    public void A_list_of_names_holds_only_in_its_place()
    {
        RedactionRules rules = Redacted.Rules("{'grpcFields':['pin'],'formFields':['pan'],'graphqlVariables':['who'],'bodyKeys':['iban_x']}");

        Assert.Equal("{\"pin\":\"REDACTED\",\"pan\":1}", Redacted.Of(ContentForm.Grpc, "{\"pin\":\"1\",\"pan\":1}", rules));
        Assert.Equal("{\"pin\":\"1\",\"ibanX\":\"REDACTED\"}", Redacted.Json("{\"pin\":\"1\",\"ibanX\":\"a\"}", rules));
        Assert.Equal("pin=1&pan=REDACTED", Redacted.Of(ContentForm.Form, "pin=1&pan=2", rules));
        Assert.Equal("{\"who\":1,\"variables\":{\"who\":\"REDACTED\"}}", Redacted.Json("{\"who\":1,\"variables\":{\"who\":1}}", rules));
    }

    [Fact]
    public void Without_rules_everything_is_shown()
    {
        byte[] content = Encoding.UTF8.GetBytes("{\"password\":\"s3\"}");

        Assert.Equal(content, new ContentRedactor(new Redactor(null)).Redact(ContentForm.Json, content, isCut: true).ToArray());
    }

    [Theory]
    [InlineData(nameof(ContentForm.Text), "=", 300_000)]
    [InlineData(nameof(ContentForm.Text), "password=", 100_000)]
    [InlineData(nameof(ContentForm.Text), "\"\\\\\\", 200_000)]
    [InlineData(nameof(ContentForm.Xml), "<", 300_000)]
    [InlineData(nameof(ContentForm.Xml), "<a '", 200_000)]
    [InlineData(nameof(ContentForm.Xml), "<token>", 100_000)]
    [InlineData(nameof(ContentForm.Json), "{\"token\":[", 100_000)]
    [InlineData(nameof(ContentForm.Json), "x\"", 300_000)]
    [InlineData(nameof(ContentForm.GraphQL), "a:{\"", 200_000)]
    [InlineData(nameof(ContentForm.EventStream), "data:\n", 150_000)]
    [InlineData(nameof(ContentForm.Multipart), "--\r\n", 200_000)]
    [InlineData(nameof(ContentForm.Form), "a=%25", 200_000)]
    public void A_bomb_ends(string form, string piece, int times) =>
        Assert.NotEmpty(Redacted.Of(Enum.Parse<ContentForm>(form), string.Concat(Enumerable.Repeat(piece, times)), isCut: true));

    [Fact]
    public void Redacting_allocates_nothing_once_warm()
    {
        var redactor = new ContentRedactor(new Redactor(RedactionRules.Default));
        (ContentForm Form, byte[] Content)[] contents =
        [
            (ContentForm.Text, "password: x\nurl=https://u:p@h/"u8.ToArray()),
            (ContentForm.Form, "a=1&token=x&b=%7B%22token%22%3A1%7D"u8.ToArray()),
            (ContentForm.Xml, "<a b='c&amp;token=x'><password>x</password></a>"u8.ToArray()),
            (ContentForm.GraphQL, "{a(password:\"x\\\"\")}"u8.ToArray()),
            (ContentForm.EventStream, "data: {\"token\":1}\n\n"u8.ToArray()),
            (ContentForm.Multipart, "--b\r\nContent-Disposition: form-data; name=token\r\n\r\nx\r\n--b--\r\n"u8.ToArray()),
        ];
        void Run()
        {
            foreach ((ContentForm form, byte[] content) in contents)
            {
                redactor.Redact(form, content, isCut: true);
            }
        }

        Run();
        Assert.Equal(0, Allocation.Least(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                Run();
            }
        }));
    }
}
