using System.Text;

namespace PodMirror.Spans.Tests;

/// <summary>Bodies whose type or form does not say where the secret stands.</summary>
public sealed class MisleadingBodiesTests
{
    private const string Canary = "Zq9xCanary7hhWv3";
    private const string Multipart = "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n" + Canary + "\r\n--b--\r\n";

    [Theory]
    [InlineData("application/json", "[{\"name\":\"DB_PASSWORD\",\"value\":\"" + Canary + "\"}]")]
    [InlineData("application/json", "{\"key\":\"authorization\",\"enabled\":true,\"value\":[\"" + Canary + "\",{\"a\":\"" + Canary + "\"}]}")]
    [InlineData("application/json", "{\"name\":\"token\",\"from\":{\"name\":\"x\"},\"value\":\"" + Canary + "\"}")]
    [InlineData("text/plain", Multipart)]
    [InlineData("application/x-www-form-urlencoded", Multipart)]
    [InlineData("", Multipart)]
    [InlineData("text/event-stream", "data: <r><password>" + Canary + "</password></r>\n\n")]
    [InlineData("text/plain", "AWS_SECRET_ACCESS_KEY=" + Canary + "\nSECRET_KEY_BASE=" + Canary)]
    [InlineData("text/html", "<a name=token name=\npassword=" + Canary)]
    [InlineData("text/html", "<a name=\"password=" + Canary + "\" name=token>")]
    [InlineData("application/json", "{\"secretAccessKey\":\"" + Canary + "\"}")]
    public void A_secret_is_found_all_the_same(string type, string body)
    {
        byte[] span = new Sample
        {
            Method = "POST",
            RequestFields = type.Length > 0 ? $"Content-Type: {type}\r\n" : "",
            RequestBody = Encoding.ASCII.GetBytes(body),
        }.ToSpanBytes();

        Assert.DoesNotContain(Canary, Encoding.Latin1.GetString(span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("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")]
    [InlineData("sk-0a1b2c3d4e5f60718293a4b5c6d7e8f9")]
    [InlineData("xoxd-Ab0+cD1/eF2gH3iJ4kL5mN6oP7==")]
    public void A_key_of_its_makers_form_is_hidden(string key) =>
        Assert.DoesNotContain(key[^16..], Redacted.Json($"{{\"a\":\"{key}\"}}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"name\":\"Ada\",\"value\":\"x\"}")]
    [InlineData("{\"name\":\"token\",\"unit\":{\"value\":\"x\"},\"other\":\"y\"}")]
    [InlineData("[{\"name\":\"token\"},{\"name\":\"color\",\"value\":\"red\"},{\"value\":\"blue\"}]")]
    public void A_value_beside_another_name_is_shown(string json) => Assert.Equal(json, Redacted.Json(json));
}
