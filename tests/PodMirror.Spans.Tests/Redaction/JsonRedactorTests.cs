using System.Text;
using System.Text.Json;
using PodMirror.TestKit;

namespace PodMirror.Spans.Tests;

public sealed class JsonRedactorTests
{
    [Theory]
    // Without a secret nothing changes, odd as it may be.
    [InlineData("""{"a":1,"b":[true,null,-1.5e3],"c":{"d":"x"}}""", null)]
    [InlineData(" [ ] ", null)]
    [InlineData("\"text\"", null)]
    [InlineData("12", null)]
    [InlineData("", null)]
    [InlineData("""{"password":"","token":null,"has_token":true,"max_tokens":5}""", null)]
    // Values of every type.
    [InlineData("""{"a":1, "password" : "s3", "b":2}""", """{"a":1, "password" : "REDACTED", "b":2}""")]
    [InlineData("""{"otp":123456}""", """{"otp":"REDACTED"}""")]
    [InlineData("""{"Api-Key":"s3","clientSecret":"s3","x_auth_token":"s3"}""",
        """{"Api-Key":"REDACTED","clientSecret":"REDACTED","x_auth_token":"REDACTED"}""")]
    [InlineData("""{"token":"s3","token":"s3"}""", """{"token":"REDACTED","token":"REDACTED"}""")]
    [InlineData("""{"password":["s3",7,true,null,{"a":"s3"}],"b":"x"}""",
        """{"password":["REDACTED","REDACTED","REDACTED",null,{"a":"REDACTED"}],"b":"x"}""")]
    [InlineData("""{"credentials":{"user":"s3","deep":[[{"x":"s3"}]]},"b":"x"}""",
        """{"credentials":{"user":"REDACTED","deep":[[{"x":"REDACTED"}]]},"b":"x"}""")]
    // Escapes in keys and values.
    [InlineData("""{"\u0070assword":"s3"}""", """{"\u0070assword":"REDACTED"}""")]
    [InlineData("""{"pass\u0077ord":"s3\"s3"}""", """{"pass\u0077ord":"REDACTED"}""")]
    [InlineData("""{"a":"token=s\u0033 \"x\""}""", """{"a":"token=REDACTED \"x\""}""")]
    // Strings that are something themselves.
    [InlineData("""{"url":"https://u:s3@x/p?token=s3&b=1#id_token=s3"}""",
        """{"url":"https://REDACTED:REDACTED@x/p?token=REDACTED&b=1#id_token=REDACTED"}""")]
    [InlineData("""{"log":"login with password=s3 ok"}""", """{"log":"login with password=REDACTED ok"}""")]
    [InlineData("""{"j":"{\"password\":\"s3\",\"b\":[1]}"}""", """{"j":"{\"password\":\"REDACTED\",\"b\":[1]}"}""")]
    [InlineData("""{"j":"{\"k\":\"{\\\"password\\\":\\\"s3\\\"}\"}"}""", """{"j":"{\"k\":\"{\\\"password\\\":\\\"REDACTED\\\"}\"}"}""")]
    [InlineData("""{"form":"a=1&password=s3&b=2"}""", """{"form":"a=1&password=REDACTED&b=2"}""")]
    [InlineData("""{"h":"Authorization: Bearer s3"}""", """{"h":"Authorization: REDACTED"}""")]
    [InlineData("""{"c":"curl -H \"Authorization: Bearer s3\" x"}""", """{"c":"curl -H \"Authorization: REDACTED\" x"}""")]
    // The colons of a time are no keys', but what stands beside it may be, and its name counts.
    [InlineData("""{"at":"2026-10-21T07:28:00Z","to":["2026-10-21T07:28:00.5+02:00","2026-10-21T07:28:00-07:00"]}""", null)]
    [InlineData("""{"at":"2026-10-21T07:28:00Z password=s3"}""", """{"at":"2026-10-21T07:28:00Z password=REDACTED"}""")]
    [InlineData("""{"at":"2026-10-21T07:28:00,password:s3"}""", """{"at":"2026-10-21T07:28:00,password:REDACTED"}""")]
    [InlineData("""{"dob":"1974-05-17T00:00:00+02:00","token":"2026-10-21T07:28:00Z"}""", """{"dob":"REDACTED","token":"REDACTED"}""")]
    // GraphQL.
    [InlineData("""{"query":"mutation($p:String!){login(p:$p)}","variables":{"p":"x","password":"s3"}}""",
        """{"query":"mutation($p:String!){login(p:$p)}","variables":{"p":"x","password":"REDACTED"}}""")]
    [InlineData("""{"query":"{login(password: \"s3\", n: 1){id}}"}""", """{"query":"{login(password: \"REDACTED\", n: 1){id}}"}""")]
    // Several texts.
    [InlineData("{\"token\":\"s3\"}\n{\"token\":\"s3\"}\n", "{\"token\":\"REDACTED\"}\n{\"token\":\"REDACTED\"}\n")]
    [InlineData("\uFEFF{\"token\":\"s3\"}", "\uFEFF{\"token\":\"REDACTED\"}")]
    public void A_document_keeps_everything_but_its_secrets(string json, string? expected)
    {
        string redacted = Redacted.Json(json);

        Assert.Equal(expected ?? json, redacted);
        if (json.Length > 0 && !json.Contains('\n', StringComparison.Ordinal) && json[0] != '\uFEFF')
        {
            JsonDocument.Parse(redacted).Dispose();
        }
    }

    [Theory]
    [InlineData("""{"a":"b,"password":"s3","c":1}""")]
    [InlineData("""{'password':'s3'}""")]
    [InlineData("""{password: s3}""")]
    [InlineData("""{password: 's3'}""")]
    [InlineData("""{"password": s3}""")]
    [InlineData("""{"password" "x": , "token"="s3"}""")]
    [InlineData("""{"credentials": {'a': 's3', b: s3}}""")]
    [InlineData("""{"a":x, "credentials": {"a":"s3"}}""")]
    [InlineData("""{"credentials": oops {"a":"s3"}}""")]
    [InlineData("callback({\"password\":\"s3\"});")]
    [InlineData(")]}',\n{\"credentials\":{\"a\":\"s3\"}}")]
    [InlineData("for(;;);{\"credentials\":[\"s3\"]}")]
    [InlineData("password=s3&a=1")]
    [InlineData("<a><password>s3</password></a>")]
    [InlineData("""{"password":"s3""")]
    [InlineData("""{"password":"s3\""")]
    [InlineData("""{"password":["s3","s3""")]
    [InlineData("""{"password":{"a":]"s3"}""")]
    [InlineData("""]]}}{"password":"s3"}""")]
    [InlineData("// note\n{\"credentials\": /* why */ {\"a\": \"s3\"}}")]
    [InlineData("{\"a\":1}\noops\n{\"credentials\":{\"a\":\"s3\"}}")]
    [InlineData("\0{\"password\":\"s3\"}")]
    public void Broken_json_hides_its_secrets_all_the_same(string json) =>
        Assert.DoesNotContain("s3", Redacted.Json(json), StringComparison.Ordinal);

    [Fact]
    public void A_secret_is_absent_wherever_the_document_is_cut()
    {
        const string secret = "hunter2-hunter2";
        byte[] json = Encoding.UTF8.GetBytes(
            $$$"""{"a":[1,{"b":"x"}],"password":"{{{secret}}}","n":{"credentials":{"k":["{{{secret}}}"]}},"u":"/p?token={{{secret}}}"}""");
        for (int cut = 0; cut <= json.Length; cut++)
        {
            string redacted = Encoding.UTF8.GetString(Redacted.Bytes(ContentForm.Json, json[..cut], isCut: true));
            Assert.DoesNotContain(secret[..6], redacted, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"card":"4111 1111 11""", """{"card":"REDACTED""")]
    [InlineData("""{"card":41111111""", """{"card":"REDACTED" """)]
    [InlineData("""{"mail":"see alice@exampl""", """{"mail":"see REDACTED""")]
    [InlineData("""{"note":"a b""", """{"note":"a b""")]
    public void The_last_word_of_a_cut_document_is_hidden(string json, string expected) =>
        Assert.Equal(expected.TrimEnd(), Redacted.Json(json, isCut: true));

    [Fact]
    public void Keys_are_found_at_a_million_levels()
    {
        string json = string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "{\"password\":\"s3\"}" + new string('}', 100_000);

        Assert.Equal(json.Replace("s3", "REDACTED", StringComparison.Ordinal), Redacted.Json(json));
        Assert.Equal(new string('[', 1_000_000), Redacted.Json(new string('[', 1_000_000)));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void Wide_encodings_are_read_too(string encoding)
    {
        byte[] json = Encoding.GetEncoding(encoding).GetBytes("""{"password":"s3","b":"ü𝄞"}""");
        byte[] marked = [.. Encoding.GetEncoding(encoding).GetPreamble(), .. json];

        Assert.Equal("""{"password":"REDACTED","b":"ü𝄞"}""", Encoding.UTF8.GetString(Redacted.Bytes(ContentForm.Json, json)));
        Assert.Equal("""{"password":"REDACTED","b":"ü𝄞"}""", Encoding.UTF8.GetString(Redacted.Bytes(ContentForm.Json, marked)));
    }

    [Theory]
    [InlineData("$.a.b", """{"a":{"b":"x","c":"y"},"b":"y"}""", """{"a":{"b":"REDACTED","c":"y"},"b":"y"}""")]
    [InlineData("$.a[*].b", """{"a":[{"b":1},{"b":true}],"b":2}""", """{"a":[{"b":"REDACTED"},{"b":"REDACTED"}],"b":2}""")]
    [InlineData("$[*]", """["x","y"]""", """["REDACTED","REDACTED"]""")]
    [InlineData("$.*.b", """{"a":{"b":"x"},"c":{"b":"x"}}""", """{"a":{"b":"REDACTED"},"c":{"b":"REDACTED"}}""")]
    [InlineData("$['a b'].c", """{"a b":{"c":"x"}}""", """{"a b":{"c":"REDACTED"}}""")]
    [InlineData("$.a", """{"a":{"b":["x",1]}}""", """{"a":{"b":["REDACTED","REDACTED"]}}""")]
    [InlineData("$.b", """{"\u0062":"x"}""", """{"\u0062":"REDACTED"}""")]
    public void A_path_of_the_rules_names_what_is_hidden(string path, string json, string expected) =>
        Assert.Equal(expected, Redacted.Json(json, Redacted.Rules($"{{'jsonPaths':['{path.Replace("'", "\\u0027", StringComparison.Ordinal)}']}}")));

    [Fact]
    public void Allowed_names_and_paths_are_shown()
    {
        RedactionRules rules = Redacted.Rules("{'allow':{'bodyKeys':['page_token'],'jsonPaths':['$.meta.token','$.tokens']},'bodyKeys':['tokens']}");

        Assert.Equal(
            """{"pageToken":"a","token":"REDACTED","meta":{"token":"b"},"tokens":["c"]}""",
            Redacted.Json("""{"pageToken":"a","token":"x","meta":{"token":"b"},"tokens":["c"]}""", rules));
    }

    [Fact]
    public void Of_types_only_nothing_else_is_left() =>
        Assert.Equal(
            """{"a":"string","b":["number","boolean",null],"password":"string","e":""}""",
            Redacted.Json("""{"a":"x","b":[1,true,null],"password":"y","e":""}""", Redacted.Rules("{'typesOnly':true}")));

    [Fact]
    public void Redacting_allocates_nothing_once_warm()
    {
        RedactionRules rules = Redacted.Rules("{'namesMode':'hash','hashKey':'MDEyMzQ1Njc4OWFiY2RlZg==','jsonPaths':['$.a']}");
        var redactor = new ContentRedactor(new Redactor(rules));
        byte[] json = Encoding.UTF8.GetBytes(
            """{"a":1,"password":"x","\u0061b":"c\"d","u":"https://u:p@x/?token=y","j":"{\"token\":\"z\"}","m":"a@example.com"} oops: token=1""");
        int Run() => redactor.Redact(ContentForm.Json, json, isCut: true).Length;

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
