using System.Text;

namespace PodMirror.Spans.Tests;

public sealed class RedactionDocumentTests
{
    [Fact]
    public void A_document_may_say_everything_at_once()
    {
        RedactionRules rules = Redacted.Rules(
            """
            {
              // What this shop calls its secrets.
              'headers': ['X-Customer', {'name': 'X-Account', 'mode': 'mask'}], 'cookies': ['basket'], 'queryKeys': ['pin'], 'bodyKeys': ['pin'],
              'formFields': ['pin'], 'grpcFields': ['pin'], 'graphqlVariables': ['pin'], 'jsonPaths': ['$.a', {'path': '$.b[*]', 'mode': 'drop'}],
              'allow': {'names': ['page_token'], 'headers': ['X-Token'], 'cookies': ['theme'], 'queryKeys': ['sid'], 'bodyKeys': ['auth'],
                        'formFields': [], 'grpcFields': [], 'graphqlVariables': [], 'jsonPaths': ['$.c']},
              'kinds': {'email': 'off', 'payment_card': 'hash', 'ip_address': 'mask'},
              'namesMode': 'drop', 'typesOnly': false, 'hashKey': 'MDEyMzQ1Njc4OWFiY2RlZg==',
            }
            """);

        var redactor = new Redactor(rules);
        Assert.Equal("REDACTED", Field(redactor, "x-customer", "1"));
        Assert.Equal("********5678", Field(redactor, "X-Account", "123412345678"));
        Assert.Equal("abc", Field(redactor, "X-Token", "abc"));
        Assert.Equal("theme=dark; basket=REDACTED", Field(redactor, "Cookie", "theme=dark; basket=1"));
        Assert.Equal("/?sid=1&pin=REDACTED", Field(redactor, "Location", "/?sid=1&pin=2"));
        Assert.False(rules.HasHashWithoutKey);
    }

    [Theory]
    [InlineData("", "line 1, column 1: no valid JSON")]
    [InlineData("[]", "line 1, column 1: expected an object")]
    [InlineData("{'a':1}", "line 1, column 2: unknown member \"a\"")]
    [InlineData("{\n 'headers': 'x'}", "line 2, column 13: expected an array")]
    [InlineData("{'headers':[1]}", "line 1, column 13: expected a string, or an object with \"name\" and \"mode\"")]
    [InlineData("{'headers':[{'name':'a','mode':'hide'}]}", "line 1, column 32: expected drop, mask, hash or types")]
    [InlineData("{'headers':[{'mode':'drop'}]}", "line 1, column 27: an entry without \"name\"")]
    [InlineData("{'headers':['--']}", "line 1, column 13: a name without a letter or digit")]
    [InlineData("{'jsonPaths':['a.b']}", "line 1, column 15: no path such as $.a.b[*].c")]
    [InlineData("{'jsonPaths':['$.a[0]']}", "line 1, column 15: no path such as $.a.b[*].c")]
    [InlineData("{'jsonPaths':['$..a']}", "line 1, column 15: no path such as $.a.b[*].c")]
    [InlineData("{'kinds':{'emial':'off'}}", "line 1, column 11: unknown kind \"emial\"")]
    [InlineData("{'kinds':{'email':'on'}}", "line 1, column 19: expected off, drop, mask, hash or types")]
    [InlineData("{'allow':{'tokens':[]}}", "line 1, column 11: unknown member \"tokens\"")]
    [InlineData("{'typesOnly':'yes'}", "line 1, column 14: expected true or false")]
    [InlineData("{'hashKey':'c2hvcnQ='}", "line 1, column 12: expected a key in base64, of 16 bytes or more")]
    [InlineData("{'headers':['\\ud800']}", "line 1, column 13: no valid text")]
    [InlineData("{}x", "line 1, column 3: no valid JSON")]
    [InlineData("{'headers':[\n'a'", "line 2, column 4: no valid JSON")]
    public void A_fault_is_told_with_its_place(string document, string expected)
    {
        Assert.False(RedactionDocument.TryParse(Encoding.UTF8.GetBytes(document.Replace('\'', '"')), out RedactionRules rules, out string fault));
        Assert.Equal(expected, fault);
        Assert.Same(RedactionRules.Default, rules);
    }

    [Fact]
    public void More_paths_than_can_be_followed_are_refused()
    {
        string paths = string.Join(',', Enumerable.Range(0, 65).Select(i => $"\"$.p{i}\""));

        Assert.False(RedactionDocument.TryParse(Encoding.UTF8.GetBytes($"{{\"jsonPaths\":[{paths}]}}"), out _, out string fault));
        Assert.EndsWith("more than 64 paths", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rules_of_a_writer_hide_in_its_spans()
    {
        var sample = new Sample { Target = "/?pin=1", RequestFields = "X-Customer: abc\r\n" };
        RedactionRules rules = Redacted.Rules("{'queryKeys':['pin'],'headers':['X-Customer']}");
        ReadSpan span = sample.ToSpan(new SpanOptions { Redaction = rules });

        Assert.Equal("pin=1", sample.ToSpan()["url.query"]);
        Assert.Equal("pin=REDACTED", span["url.query"]);
        Assert.Equal(["REDACTED"], span.Texts("http.request.header.x-customer"));
        Assert.Equal(["request.query:pin", "request.header:x-customer"], span.Texts("podmirror.sensitive.secret"));
    }

    private static string Field(Redactor redactor, string name, string value)
    {
        var output = new ByteBuffer(1 << 16);
        redactor.WriteFieldValue(Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(value), output);
        return Encoding.UTF8.GetString(output.Written);
    }
}
