using System.Text;
using System.Text.Json;
using PodMirror.Spans.Tests;

namespace PodMirror.Bench.Load;

/// <summary>The calls that carry a secret through every place, and those with nothing to hide. The same in every run.</summary>
internal static class SecretCalls
{
    /// <summary>Calls with fields that are not to be touched.</summary>
    public const int BenignCalls = 200;

    /// <summary>The calls of one secret over HTTP, in turns with each coding and with HTTP/1.1 and HTTP/2.</summary>
    public static IEnumerable<SecretCall> Of(SeededSecret secret, int number)
    {
        int turn = number;
        foreach ((string type, string body) in SeededBodies.Of(secret))
        {
            turn++;
            yield return Filled(secret, new SecretCall
            {
                Target = Target(secret, number),
                Type = type,
                Body = Encoding.UTF8.GetBytes(body),
                Coding = Codings.All[turn % Codings.All.Length],
                IsHttp2 = turn % 2 == 0,
            });
        }

        string json = Json(secret);
        string name = secret.Name.Replace('-', '_');
        string document = Uri.EscapeDataString($"{{f({name}:{JsonSerializer.Serialize(secret.Value)}){{id}}}}");
        yield return Filled(secret, new SecretCall
        {
            Target = $"/graphql?query={document}&variables={Uri.EscapeDataString(json)}",
            Type = "application/json",
            Body = "{}"u8.ToArray(),
        });
        foreach (SecretCall call in Grpc(secret, number, json))
        {
            yield return call;
        }
    }

    /// <summary>JSON with the secret under its name.</summary>
    public static string Json(SeededSecret secret) => $"{{\"a\":{{\"{secret.Name}\":{JsonSerializer.Serialize(secret.Value)}}}}}";

    /// <summary>A call with one field of each benign sort, in its body.</summary>
    public static SecretCall Benign(int number) => new()
    {
        Target = $"/benign/{number}",
        Type = "application/json",
        Body = Encoding.UTF8.GetBytes($"[{string.Join(',', BenignMembers(number).Select(field => $"{{\"{field.Name}\":{field.Json}}}"))}]"),
        Coding = Codings.All[number % Codings.All.Length],
        IsHttp2 = number % 2 == 0,
    };

    private static IEnumerable<(string Name, string Json)> BenignMembers(int number)
    {
        var random = new Random(number);
        foreach ((string Name, string Value) field in BenignFields.Make(random))
        {
            yield return field;
        }

        foreach ((string name, Func<Random, string> make) in PodMirror.Spans.Tests.Redaction.Detection.Benign.Sorts)
        {
            yield return (name, JsonSerializer.Serialize(make(random)));
        }
    }

    // A message has no names without a descriptor: there a value is known by its looks, or by a name in its own text.
    private static IEnumerable<SecretCall> Grpc(SeededSecret secret, int number, string json)
    {
        byte[] message =
        [
            .. GrpcFrames.Field(1, json), .. GrpcFrames.Field(2, secret.IsPlain ? secret.Value : "x"),
            .. GrpcFrames.Field(3, GrpcFrames.Field(4, json)),
        ];
        bool isPacked = number % 2 == 0;
        byte[] frame = isPacked ? GrpcFrames.Frame(Codings.Encode("gzip", message), GrpcFrames.Compressed) : GrpcFrames.Frame(message);
        byte[] body = [.. frame, .. frame];
        SecretCall call = Filled(secret, new SecretCall { Target = "/shop.Cart/Add", Type = "application/grpc", Body = body, IsHttp2 = true });
        call.Fields.Add(("grpc-encoding", isPacked ? "gzip" : "identity"));
        call.Fields.Add(("te", "trailers"));
        call.Fields.Add(("x-grpc-message", Uri.EscapeDataString(json)));
        yield return call;

        string trailers = $"grpc-status: 2\r\ngrpc-message: {Uri.EscapeDataString(json)}\r\n";
        byte[] web = [.. GrpcFrames.Frame(message), .. GrpcFrames.Frame(Encoding.ASCII.GetBytes(trailers), GrpcFrames.Trailers)];
        yield return isPacked
            ? Filled(secret, new SecretCall { Target = "/shop.Cart/Add", Type = "application/grpc-web+proto", Body = web })
            : Filled(secret, new SecretCall
            {
                Target = "/shop.Cart/Add",
                Type = "application/grpc-web-text",
                Body = Encoding.ASCII.GetBytes(Convert.ToBase64String(web)),
            });
    }

    private static string Target(SeededSecret secret, int number)
    {
        string encoded = Uri.EscapeDataString(secret.Value);
        string segment = secret.IsPlain ? encoded : "x";
        return $"/v1/{segment}/{number}?a=1&{secret.Name}={encoded}&b=2";
    }

    private static SecretCall Filled(SeededSecret secret, SecretCall call)
    {
        string line = secret.Value.Replace('\n', ' ');
        string encoded = Uri.EscapeDataString(secret.Value);
        call.Fields.AddRange(
        [
            ($"X-{secret.Name}", line),
            ("Cookie", $"a=1; {secret.Name}={encoded}"),
            ("Referer", $"https://h.example/?{secret.Name}={encoded}"),
            ("Authorization", $"Bearer {encoded}"),
            ("X-Api-Key", line),
            ("baggage", $"{secret.Name}={encoded}"),
        ]);
        if (secret.IsPlain)
        {
            call.Fields.Add(("X-Plain", line));
            call.Fields.Add(("X-List", $"a, {line}, b"));
        }

        return call;
    }
}
