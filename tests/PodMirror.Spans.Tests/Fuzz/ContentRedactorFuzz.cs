using System.Text;

namespace PodMirror.Spans.Tests.Fuzz;

/// <summary>
/// Any content of any form is redacted without a throw, a hidden value is in no output whatever stands around it, and JSON that was valid
/// stays so.
/// </summary>
public static class ContentRedactorFuzz
{
    private static readonly ContentRedactor Redactor = new(new Redactor(RedactionRules.Default));

    /// <summary>Takes the first byte as the form, and the rest as the content.</summary>
    public static void Run(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return;
        }

        var form = (ContentForm)(input[0] % 10);
        bool isCut = (input[0] & 0x80) != 0;
        byte[] content = input[1..].ToArray();
        byte[] redacted = Redactor.Redact(form, content, isCut).ToArray();
        if (form == ContentForm.Json && !isCut && IsJson(content))
        {
            Assert.True(IsJson(redacted), Encoding.Latin1.GetString(redacted));
        }

        // A whole document under a secret key, whatever came before it in its line.
        byte[] seeded = [.. "{\"password\":\"c4n4ry-c4n4ry\",\"x\":"u8, .. content];
        Assert.True(Redactor.Redact(ContentForm.Json, seeded, isCut).IndexOf("c4n4ry"u8) < 0);
        byte[] named = [.. "<input value='c4n4ry-c4n4ry' name='password'><f key=\"token\">c4n4ry-c4n4ry</f>"u8, .. content];
        Assert.True(content.AsSpan().IndexOf("c4n4ry"u8) >= 0 || Redactor.Redact(ContentForm.Xml, named, isCut).IndexOf("c4n4ry"u8) < 0);
        byte[] born = [.. "dob: 1974-05-17\n"u8, .. content];
        Assert.True(Redactor.Redact(ContentForm.Text, born, isCut).IndexOf("dob: 1974"u8) != 0);
        byte[] text = [.. content, .. "\npassword=c4n4ry-c4n4ry"u8];
        if (content.AsSpan().IndexOf("c4n4ry"u8) < 0 && form is ContentForm.Text)
        {
            Assert.True(Redactor.Redact(ContentForm.Text, text, isCut).IndexOf("c4n4ry-c4n4ry"u8) < 0);
        }
    }

    /// <summary>Something of each form.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        string[] contents =
        [
            "{\"a\":{\"password\":[1,\"\\u0070\\ud834\"]},\"u\":\"https://u:p@h/?token=x\",\"q\":\"{\\\"token\\\":1}\"}",
            "a=1&token=x&b=%7B%22token%22%3A1%7D;c",
            "<?xml?><a b='c&amp;token=x' name=\"token\"><password>x</password><![CDATA[y]]><!-- token=1 --></a>",
            "<INPUT value=71081514122 name=pesel><p itemprop=\"birthDate\"><value>1974-05-17</value></p></div>x",
            "x = {birthDate: \"1974-05-17\", dob: 17 May 1974, born => May 17, 1974",
            "query($password:String=\"x\"){a(token:\"\"\"b\"\"\",n:[1,{c:\"d\"}])} # e",
            "id: 1\r\ndata: {\"token\":\r\ndata: 1}\r\n\r\n: x\n\n",
            "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nx\r\n--b--",
            "password: |\n  x\n  y\nToken := 'a'\ncredentials={a:[b]} Authorization: Bearer x",
            "[{\"name\":\"token\",\"value\":[1,true,null,{}]},{'a':b,password:c,}] // x\n{\"x\":\"4111 1111 1111 1111\",\"token\":\"cut",
            "{\"query\":\"{a(token:\\\"x\\\"){b}}\",\"variables\":{\"password\":1e9}}\n[\"a=1&token=x\",\"<a token='x'/>\",\"\\\"\"]",
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a:b password='x' c=d><input name=\"token\" value=x><script>token=1</script>&lt;token&gt;x</a:b><cut",
            "- token: [a, b]\n- {password: x}\nexport TOKEN='a b'\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n\"token\":\"\\\"x",
        ];
        IEnumerable<byte[]> each = contents.SelectMany(static content => Enumerable.Range(0, 10)
            .Select(form => (byte[])[(byte)form, .. Encoding.UTF8.GetBytes(content)]));

        // The same to a reader of UTF-16 and UTF-32, and cut.
        Encoding[] wide = [Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32];
        return each.Concat(wide.SelectMany(encoding => contents.Take(2).Select(content => (byte[])[0x84, .. encoding.GetBytes(content)])));
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            var reader = new System.Text.Json.Utf8JsonReader(bytes);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
