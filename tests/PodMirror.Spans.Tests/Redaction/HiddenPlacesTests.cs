using System.Text;

namespace PodMirror.Spans.Tests;

/// <summary>Places of an exchange in which nobody looks for a secret, and in which there was one.</summary>
public sealed class HiddenPlacesTests
{
    private const string Canary = "Zq9xCanary7hhWv3";
    private const string Key = "sk_live_4eC39HqLyjWDarjtT1zdp7dc";

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("\\u0000")]
    [InlineData("\\u0000a")]
    public void A_place_that_is_too_long_is_cut_between_characters(string before)
    {
        // Each key is cut, and so is the place that they make together.
        string key = string.Concat(Enumerable.Repeat("é", 300));
        string opening = string.Concat(Enumerable.Repeat($"{{\"{before}{key}\":", 8));
        var sample = new Sample
        {
            RequestFields = "Content-Type: application/json\r\n",
            RequestBody = Encoding.UTF8.GetBytes($"{opening}{{\"password\":\"{Canary}\"}}{new string('}', 8)}"),
        };

        string place = Assert.Single(sample.ToSpan().Texts("podmirror.sensitive.secret"));
        Assert.StartsWith("request.body:$.", place, StringComparison.Ordinal);
        Assert.EndsWith("é", place, StringComparison.Ordinal);
        Assert.DoesNotContain('Ã', place);
        Assert.InRange(Encoding.UTF8.GetByteCount(place), 253, 256);
    }

    [Theory]
    [InlineData("Grpc-Message", "bad %22password%22%3A%22" + Canary + "%22")]
    [InlineData("Grpc-Message", "token%3D" + Canary)]
    [InlineData("Baggage", "a=1,user=x%2Cpassword%253D" + Canary)]
    [InlineData("X-Info", "%7B%22password%22%3A%22" + Canary + "%22%7D")]
    [InlineData("X-Info", "%73%6b%5flive_4eC39HqLyjWDarjtT1zdp7dc")]
    [InlineData("Sec-WebSocket-Protocol", "base64url.bearer.authorization.k8s.io." + Canary + ", v4.channel.k8s.io")]
    [InlineData("Sec-WebSocket-Protocol", "realtime, openai-insecure-api-key." + Canary)]
    [InlineData("Sec-WebSocket-Protocol", "access_token,zq9xcanary")]
    public void A_secret_that_is_encoded_in_a_field_or_a_protocol_is_hidden(string name, string value)
    {
        var sample = new Sample { RequestFields = $"{name}: {value}\r\n", ResponseTrailers = $"{name}: {value}\r\n" };

        AssertNone(sample);
        Assert.DoesNotContain("%73%6b", Text(sample), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v4.channel.k8s.io, graphql-transport-ws,mqtt")]
    [InlineData("ocpp1.6, wamp.2.json, openai-beta.realtime-v1")]
    [InlineData("")]
    public void Names_of_protocols_are_shown(string value)
    {
        ReadSpan span = new Sample { RequestFields = $"Sec-WebSocket-Protocol: {value}\r\n" }.ToSpan();

        Assert.Equal<string>([value], (string[])span["http.request.header.sec-websocket-protocol"]!);
    }

    [Fact]
    public void Percent_encoding_that_hides_nothing_is_left_as_it_was_sent()
    {
        ReadSpan span = new Sample { RequestFields = "X-Name: caf%C3%A9 100%25 %\r\n" }.ToSpan();

        Assert.Equal<string>(["caf%C3%A9 100%25 %"], (string[])span["http.request.header.x-name"]!);
    }

    [Fact]
    public void A_method_of_gRPC_that_looks_like_a_key_is_no_name()
    {
        const string Type = "content-type: application/grpc\r\n";
        var sample = new Sample
        {
            Method = "POST",
            Target = "/a.B/" + Key,
            RequestFields = Type,
            ResponseFields = Type,
            ResponseTrailers = "grpc-status: 0\r\n",
        };

        AssertNone(sample);
        Assert.Equal("_OTHER", sample.ToSpan()["rpc.method"]);
        Assert.Equal("a.B/C", (sample with { Target = "/a.B/C" }).ToSpan()["rpc.method"]);
    }

    [Fact]
    public void A_method_and_a_claimed_address_are_looked_into()
    {
        AssertNone(new Sample { Method = Key });
        AssertNone(new Sample { Method = new string('A', 40) + "|" + Key });
        AssertNone(new Sample { RequestFields = $"Forwarded: for={Key};proto=http\r\n" });
        AssertNone(new Sample { RequestFields = $"X-Forwarded-For: {Key}\r\n" });
        Assert.Equal("192.0.2.1", new Sample { RequestFields = "X-Forwarded-For: 192.0.2.1\r\n" }.ToSpan()["client.address"]);
    }

    [Fact]
    public void A_code_of_an_error_is_looked_into()
    {
        const string Type = "Content-Type: application/json\r\n";
        AssertNone(new Sample
        {
            Method = "POST",
            RequestFields = Type,
            RequestBody = "{\"query\":\"query A {a}\"}"u8.ToArray(),
            ResponseFields = Type,
            ResponseBody = Encoding.ASCII.GetBytes($"{{\"errors\":[{{\"extensions\":{{\"code\":\"{Key}\"}}}}]}}"),
        });
    }

    private static string Text(Sample sample) => Encoding.Latin1.GetString(sample.ToSpanBytes());

    private static void AssertNone(Sample sample)
    {
        string text = Text(sample);
        Assert.DoesNotContain(Canary, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("zq9xcanary", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Key[..16], text, StringComparison.Ordinal);
    }
}
