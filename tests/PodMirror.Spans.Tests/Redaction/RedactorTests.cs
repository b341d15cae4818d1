using System.Text;
using PodMirror.TestKit;
using CsCheck;

namespace PodMirror.Spans.Tests;

public sealed class RedactorTests
{
    [Theory]
    // Without a secret nothing changes.
    [InlineData("/", "/")]
    [InlineData("*", "*")]
    [InlineData("/a/b?x=1&y=2", "/a/b?x=1&y=2")]
    [InlineData("/mail/joe%40example.com?mail=joe%40example.com&b=joe@example.com", "/mail/************com?mail=************com&b=************com")]
    [InlineData("/mail/joe@example.com?x=", "/mail/************com?x=")]
    [InlineData("/search?q=a%20b&next=%2Fhome%3Fpage%3D2", "/search?q=a%20b&next=%2Fhome%3Fpage%3D2")]
    [InlineData("example.com:443", "example.com:443")]
    // OpenTelemetry's four keys and the wider list.
    [InlineData("/?AWSAccessKeyId=s3&Signature=s3", "/?AWSAccessKeyId=REDACTED&Signature=REDACTED")]
    [InlineData("/?sig=s3&X-Goog-Signature=s3", "/?sig=REDACTED&X-Goog-Signature=REDACTED")]
    [InlineData("/?a=1&access_token=s3&b=2", "/?a=1&access_token=REDACTED&b=2")]
    [InlineData("/?user_password=s3", "/?user_password=REDACTED")]
    [InlineData("/?password1=s3&password2=s3", "/?password1=REDACTED&password2=REDACTED")]
    // Case, separators and encodings of keys.
    [InlineData("/?TOKEN=s3&Api-Key=s3&aPi_KeY=s3", "/?TOKEN=REDACTED&Api-Key=REDACTED&aPi_KeY=REDACTED")]
    [InlineData("/?%74oken=s3", "/?%74oken=REDACTED")]
    [InlineData("/?%2574oken=s3", "/?%2574oken=REDACTED")]
    [InlineData("/?+token=s3", "/?+token=REDACTED")]
    [InlineData("/?%00token=s3", "/?%00token=REDACTED")]
    [InlineData("/?user%5Bpassword%5D=s3", "/?user%5Bpassword%5D=REDACTED")]
    [InlineData("/?token[]=s3&auth.token[0]=s3", "/?token[]=REDACTED&auth.token[0]=REDACTED")]
    // Duplicates, empty values, odd separators.
    [InlineData("/?token=s3&token=s3", "/?token=REDACTED&token=REDACTED")]
    [InlineData("/?token=&x=1", "/?token=&x=1")]
    [InlineData("/?token", "/?token")]
    [InlineData("/?&&token=s3&&", "/?&&token=REDACTED&&")]
    [InlineData("/?a=1;token=s3;s3&b=2", "/?a=1;token=REDACTED&b=2")]
    [InlineData("/?token=s3=s3?s3#s3;s3&b=2", "/?token=REDACTED&b=2")]
    [InlineData("/?a=1?token=s3", "/?a=1?token=REDACTED")]
    [InlineData("/a#access_token=s3&state=1", "/a#access_token=REDACTED&state=1")]
    [InlineData("/a?x=1#/cb?id_token=s3", "/a?x=1#/cb?id_token=REDACTED")]
    [InlineData("/?token=s3 s3", "/?token=REDACTED")]
    // Parameters of a path.
    [InlineData("/a;jsessionid=s3?x=1", "/a;jsessionid=REDACTED?x=1")]
    [InlineData("/a;jsessionid=s3/b;v=1", "/a;jsessionid=REDACTED/b;v=1")]
    // URLs and queries inside values.
    [InlineData("/?to=https%3A%2F%2Fx%2F%3Ftoken%3Ds3&b=1", "/?to=REDACTED&b=1")]
    [InlineData("/?to=%2Fx%253Ftoken%253Ds3", "/?to=REDACTED")]
    [InlineData("/?token%3Ds3", "/?REDACTED")]
    [InlineData("/?to=https%3A%2F%2Fu%3As3%40x", "/?to=REDACTED")]
    [InlineData("/?to=https://u:s3@x", "/?to=REDACTED")]
    // User information.
    [InlineData("http://u:s3@x/?a=1", "http://REDACTED:REDACTED@x/?a=1")]
    [InlineData("http://s3@x", "http://REDACTED@x")]
    [InlineData("http://u:s3@s3@x/p@q", "http://REDACTED:REDACTED@x/p@q")]
    [InlineData("//u:s3@x/a", "//REDACTED:REDACTED@x/a")]
    [InlineData("u:s3@x:443", "REDACTED:REDACTED@x:443")]
    public void A_target_keeps_everything_but_its_secrets(string target, string expected)
    {
        Assert.Equal(expected, Write((redactor, output) => redactor.WriteTarget(Bytes(target), output)));
        Assert.Equal(target, Write((redactor, output) => redactor.WriteTarget(Bytes(target), output), rules: null));
    }

    [Theory]
    [InlineData("Authorization", "Bearer s3", "Bearer REDACTED")]
    [InlineData("authorization", "Basic dTpw", "Basic REDACTED")]
    [InlineData("AUTHORIZATION", "Digest username=\"s3\", response=\"s3\"", "Digest REDACTED")]
    [InlineData("Authorization", "AWS4-HMAC-SHA256 Credential=s3, Signature=s3", "AWS4-HMAC-SHA256 REDACTED")]
    [InlineData("Authorization", "Bearer\ts3", "Bearer REDACTED")]
    [InlineData("Authorization", "Bearer\r\n s3", "Bearer REDACTED")]
    [InlineData("Authorization", "s3cr3t", "REDACTED")]
    [InlineData("Authorization", "s3cr3t more", "REDACTED")]
    [InlineData("Authorization", "", "")]
    [InlineData("Proxy-Authorization", "Basic s3", "Basic REDACTED")]
    [InlineData("Authorization\0", "Bearer s3", "Bearer REDACTED")]
    [InlineData("Authentication-Info", "nextnonce=\"s3\"", "REDACTED")]
    [InlineData("X-Api-Key", "s3", "REDACTED")]
    [InlineData("x_api_key", "s3", "REDACTED")]
    [InlineData("X-Acme-Refresh-Token", "s3", "REDACTED")]
    [InlineData("Cookie", "a=s3; b=s3", "a=REDACTED; b=REDACTED")]
    [InlineData("Cookie", "a=s3;b=s3;", "a=REDACTED;b=REDACTED;")]
    [InlineData("Cookie", "s3", "REDACTED")]
    [InlineData("Cookie", "=s3; a=", "=REDACTED; a=")]
    [InlineData("Cookie", "a=\"s3;s3=s3\"; b=s3", "a=REDACTED; b=REDACTED")]
    [InlineData("Cookie", "a=\"s3;b=s3", "a=REDACTED;b=REDACTED")]
    [InlineData("Cookie", "a=s3,b=s3", "a=REDACTED")]
    [InlineData("Cookie", "a=s3;\r\n b=s3", "a=REDACTED; b=REDACTED")]
    [InlineData("Set-Cookie", "a=s3; Path=/; Domain=x; HttpOnly; Secure", "a=REDACTED; Path=/; Domain=x; HttpOnly; Secure")]
    [InlineData("Set-Cookie", "a=s3; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "a=REDACTED; Expires=Wed, 21 Oct 2026 07:28:00 GMT")]
    [InlineData("Set-Cookie", "a=s3; max-age=5;samesite=Lax", "a=REDACTED; max-age=5;samesite=Lax")]
    [InlineData("Set-Cookie", "a=s3; Path=/, b=s3", "a=REDACTED; Path=REDACTED")]
    [InlineData("Set-Cookie", "a=s3; s3; x=s3", "a=REDACTED; REDACTED; x=REDACTED")]
    [InlineData("Set-Cookie", "s3; Path=/", "REDACTED; Path=/")]
    [InlineData("Referer", "https://x/a?token=s3&b=1", "https://x/a?token=REDACTED&b=1")]
    [InlineData("Location", "/cb#access_token=s3", "/cb#access_token=REDACTED")]
    [InlineData("Location", "/cb;jsessionid=s3", "/cb;jsessionid=REDACTED")]
    [InlineData("Content-Location", "//u:s3@x/", "//REDACTED:REDACTED@x/")]
    [InlineData("Origin", "http://u:s3@x", "http://REDACTED:REDACTED@x")]
    [InlineData("Link", "<https://x/?token=s3>; rel=next, </?sig=s3>; rel=prev", "<https://x/?token=REDACTED>; rel=next, </?sig=REDACTED>; rel=prev")]
    [InlineData("Refresh", "0; url=/?token=s3", "0; url=/?token=REDACTED")]
    [InlineData("Host", "u:s3@x:80", "REDACTED:REDACTED@x:80")]
    [InlineData("X-Anything", "see http://x/?token=s3", "see http://x/?token=REDACTED")]
    [InlineData("X-Path", "/a?token=s3", "/a?token=REDACTED")]
    [InlineData("Accept", "text/html;q=0.9, */*", "text/html;q=0.9, */*")]
    [InlineData("User-Agent", "Mozilla/5.0 (X11; Linux) a@b", "Mozilla/5.0 (X11; Linux) a@b")]
    [InlineData("X-Folded", "a\r\n  b\n\tc", "a b c")]
    [InlineData("", "x", "x")]
    public void A_field_keeps_everything_but_its_secrets(string name, string value, string expected) =>
        Assert.Equal(expected, Write((redactor, output) => redactor.WriteFieldValue(Bytes(name), Bytes(value), output)));

    [Theory]
    [InlineData("Host", "Host")]
    [InlineData("Authorization Bearer s3", "Authorization REDACTED")]
    [InlineData("GET /?token=s3 HTTP/1.1", "GET REDACTED")]
    [InlineData("(s3)", "REDACTED")]
    public void A_line_without_a_colon_shows_its_first_word_only(string line, string expected) =>
        Assert.Equal(expected, Write((redactor, output) => redactor.WriteFieldName(Bytes(line), output)));

    [Theory]
    [InlineData("access_token", true)]
    [InlineData("user[password2]", true)]
    [InlineData("code", false)]
    [InlineData("tokens_used", false)]
    public void A_key_is_secret_by_its_name(string key, bool isSecret) =>
        Assert.Equal(isSecret, RedactionRules.Default.IsSecretKey(Encoding.UTF8.GetBytes(key)));

    [Fact]
    public void A_user_can_name_more_secrets()
    {
        RedactionRules rules = RedactionRules.With(["X-Customer"], ["pin"]);

        Assert.Equal("REDACTED", Write((redactor, output) => redactor.WriteFieldValue("x-customer"u8, "s3"u8, output), rules));
        Assert.Equal("/?PIN=REDACTED&token=REDACTED", Write((redactor, output) => redactor.WriteTarget("/?PIN=s3&token=s3"u8, output), rules));
    }

    [Fact]
    public void Any_bytes_are_taken_and_nothing_throws() =>
        Check.Sample(Gen.Select(Gen.Byte.Array[0, 200], Gen.Byte.Array[0, 30]), (value, name) =>
        {
            var redactor = new Redactor(RedactionRules.Default);
            var output = new ByteBuffer(1 << 20);
            redactor.WriteTarget(value, output);
            redactor.WriteFieldValue(name, value, output);
            redactor.WriteFieldName(value, output);
            foreach (string field in new[] { "cookie", "set-cookie", "link", "location", "authorization", "host" })
            {
                redactor.WriteFieldValue(Bytes(field), value, output);
            }

            return !output.HasOverflowed;
        });

    /// <summary>Whatever stands around it, the value of a secret key ends up in no output.</summary>
    [Fact]
    public void A_seeded_secret_is_in_no_output()
    {
        const string secret = "s3cr3tVALUE";
        Gen<string> noise = Gen.OneOf(
            "", "&", ";", "?", "#", "/", "a=1&", "=", "%26", "%3D", "://", "x@y", "\"", " ", "b=2;", "%", "%zz", "[", "]", ",", "\r\n ", "+");
        Gen<string> around = Gen.Select(noise, noise, noise, (a, b, c) => a + b + c);
        Gen<string> key = Gen.OneOf(
            "token", "TOKEN", "%74oken", "access_token", "sig", "Signature", "x[password]", "X-Amz-Signature", "client_secret", "%2574oken");
        Check.Sample(Gen.Select(around, key, around), (before, name, after) =>
        {
            // The key begins after one of the separators that begin keys.
            string query = $"/p?{before}&{name}={secret}{after}";
            string fields = Write((redactor, output) =>
            {
                redactor.WriteTarget(Bytes(query), output);
                redactor.WriteFieldValue("Location"u8, Bytes(query), output);
                redactor.WriteFieldValue("Referer"u8, Bytes("https://h" + query), output);
                redactor.WriteFieldValue("X-Some-Url"u8, Bytes("https://h" + query), output);
                redactor.WriteFieldValue("Cookie"u8, Bytes($"{name}={secret}{after}"), output);
                redactor.WriteFieldValue("Set-Cookie"u8, Bytes($"{name}={secret}{after}"), output);
                redactor.WriteFieldValue("Authorization"u8, Bytes($"Bearer {secret}{after}"), output);
            });
            return !fields.Contains(secret, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Writing_allocates_nothing_once_warm()
    {
        var redactor = new Redactor(RedactionRules.Default);
        var output = new ByteBuffer(1 << 20);
        byte[] target = Bytes("/a;x=1?token=s3&to=%2Fx%3Ftoken%3Ds3&y=1");
        byte[] url = Bytes("https://u:p@x/?sig=s3");
        byte[] folded = Bytes("a\r\n b");
        void Run()
        {
            output.Clear();
            redactor.WriteTarget(target, output);
            redactor.WriteFieldValue("Referer"u8, url, output);
            redactor.WriteFieldValue("X-Folded"u8, folded, output);
            redactor.WriteFieldValue("Cookie"u8, "a=b; c=d"u8, output);
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

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static string Write(Action<Redactor, ByteBuffer> write) => Write(write, RedactionRules.Default);

    private static string Write(Action<Redactor, ByteBuffer> write, RedactionRules? rules)
    {
        var output = new ByteBuffer(1 << 20);
        write(new Redactor(rules), output);
        return Encoding.Latin1.GetString(output.Written);
    }
}
