using System.Text;
using System.Text.Json;
using PodMirror.Exchange;

namespace PodMirror.Spans.Tests;

public sealed class SeededSecretsTests
{
    [Fact]
    public void None_of_2000_secrets_is_in_any_byte_of_a_span()
    {
        using var writer = new SpanWriter(new SpanOptions { Pod = "p" });
        var batch = new SpanBatch(new SpanSource([new("service.name", "s")]), 8 * 1024 * 1024);
        List<string> leaks = [];
        foreach (SeededSecret secret in SeededSecret.All(each: 53))
        {
            foreach ((string type, string body) in SeededBodies.Of(secret))
            {
                batch.Clear();
                Assert.True(batch.TryAdd(writer, Exchange(secret, type, body).ToExchange()));
                string bytes = Encoding.Latin1.GetString(batch.Finish().Span);
                if (secret.Forms().Any(form => bytes.Contains(form, StringComparison.OrdinalIgnoreCase)))
                {
                    leaks.Add($"{secret} in {type} or around: {body}");
                }
            }
        }

        Assert.True(leaks.Count == 0, $"{leaks.Count} leaks: {string.Join('\n', leaks.DistinctBy(leak => leak[..40]).Take(20))}");
    }

    [Fact]
    public void None_of_2000_secrets_is_in_a_message_of_gRPC_a_WebSocket_or_an_event_stream()
    {
        using var writer = new SpanWriter(new SpanOptions { Pod = "p" });
        var batch = new SpanBatch(new SpanSource([new("service.name", "s")]), 8 * 1024 * 1024);
        List<string> leaks = [];
        foreach (SeededSecret secret in SeededSecret.All(each: 53))
        {
            foreach (Sample sample in Messages(secret))
            {
                batch.Clear();
                Assert.True(batch.TryAdd(writer, sample.ToExchange()));
                string bytes = Encoding.Latin1.GetString(batch.Finish().Span);
                if (secret.Forms().Any(form => bytes.Contains(form, StringComparison.OrdinalIgnoreCase)))
                {
                    leaks.Add($"{secret} in {sample}");
                }
            }
        }

        Assert.True(leaks.Count == 0, $"{leaks.Count} leaks: {string.Join('\n', leaks.DistinctBy(leak => leak[..40]).Take(20))}");
    }

    [Fact]
    public void The_kind_of_each_secret_is_told_and_where()
    {
        List<string> missing = [];
        foreach (SeededSecret secret in SeededSecret.All(each: 20))
        {
            ReadSpan span = new Sample
            {
                ResponseFields = "Content-Type: application/json\r\n",
                ResponseBody = Encoding.UTF8.GetBytes($$"""{"a":[{"{{secret.Name}}":{{JsonSerializer.Serialize(secret.Value)}}}]}"""),
            }.ToSpan();
            if (span[$"podmirror.sensitive.{secret.Kind}"] is not string[] places || !places.Contains($"response.body:$.a[*].{secret.Name}"))
            {
                missing.Add(secret.ToString());
            }
        }

        Assert.True(missing.Count == 0, string.Join('\n', missing.DistinctBy(text => text[..30])));
    }

    [Fact]
    public void Fewer_than_one_in_a_hundred_benign_values_is_touched()
    {
        var random = new Random(7);
        List<string> touched = [];
        int count = 0;
        for (int i = 0; i < 200; i++)
        {
            foreach ((string name, string value) in BenignFields.Make(random))
            {
                count++;
                string json = $"{{\"{name}\":{value}}}";
                string redacted = Redacted.Json(json);
                if (redacted != json)
                {
                    touched.Add($"{json} -> {redacted}");
                }
            }
        }

        Assert.True(touched.Count <= count / 100, $"{touched.Count} of {count}: {string.Join('\n', touched.Take(20))}");
    }

    private static Sample Exchange(SeededSecret secret, string type, string body)
    {
        (string name, string value) = (secret.Name, secret.Value);
        string line = value.Replace('\n', ' ');
        string encoded = Uri.EscapeDataString(value);

        // What is known by its name only has no name in a path.
        string segment = secret.IsPlain ? encoded : "x";
        string field = $"X-{name}: {line}\r\n";
        return new Sample
        {
            Method = "POST",
            Direction = value.Length % 2 == 0 ? Direction.Egress : Direction.Ingress,
            Target = $"/v1/{segment}/25/{segment}?a=1&{name}={encoded}&b=2#{name}={encoded}",
            RequestFields = $"Host: h\r\nContent-Type: {type}\r\nCookie: a=1; {name}={encoded}\r\nReferer: https://h/?{name}={encoded}\r\n{field}"
                + $"Baggage: a=1,{name}={encoded};p=2\r\n"
                + (secret.IsPlain ? $"X-Plain: {line}\r\nX-List: a, {line}, b\r\n" : ""),
            RequestBody = Encoding.UTF8.GetBytes(body),
            RequestTrailers = field,
            ResponseFields = $"Content-Type: {type}; charset=utf-8\r\nSet-Cookie: {name}={encoded}; Path=/\r\n"
                + $"Location: /x?{name}={encoded}\r\n{field}",
            ResponseBody = Encoding.UTF8.GetBytes(body),
            ResponseTrailers = field,
        };
    }

    private static IEnumerable<Sample> Messages(SeededSecret secret)
    {
        (string name, string value) = (secret.Name, secret.Value);
        string json = $"{{\"a\":{{\"{name}\":{JsonSerializer.Serialize(value)}}}}}";
        byte[] frames = [.. Frames.Text(json), .. Frames.Text($"{name}={value.Replace('\n', ' ')}")];
        var socket = new FramedContent { Framing = ContentFraming.WebSocket };
        yield return new Sample
        {
            Status = 101,
            RequestBody = frames,
            RequestFramed = socket,
            RequestMarks = [(0, 1), (Frames.Text(json).Length, 2)],
            ResponseBody = frames,
            ResponseFramed = socket,
            ResponseMarks = [(0, 1), (Frames.Text(json).Length, 2)],
        };
        yield return new Sample
        {
            ResponseFields = "Content-Type: text/event-stream\r\n",
            ResponseBody = Encoding.UTF8.GetBytes($"event: x\ndata: {json}\n\nid: 1\ndata: {{\"{name}\":\ndata: {json}}}\n\n"),
            ResponseFramed = new FramedContent { Framing = ContentFraming.EventStream, Messages = 2 },
        };

        // A field without a descriptor has no name: there a value is known by its looks, or by a name in its own text.
        Proto message = new Proto().Text(1, json).Text(2, secret.IsPlain ? value : "x").Message(3, new Proto().Text(4, json));
        yield return new Sample
        {
            Method = "POST",
            Target = "/a.B/C",
            RequestFields = "content-type: application/grpc\r\n",
            RequestBody = Proto.Frame(message.ToBytes()),
            ResponseFields = "content-type: application/grpc\r\n",
            ResponseBody = [.. Proto.Frame(message.ToBytes()), .. Proto.Frame(message.ToBytes())],
            ResponseTrailers = $"grpc-status: 2\r\ngrpc-message: {Uri.EscapeDataString(json)}\r\n",
        };
    }
}
