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
            foreach ((string type, string body) in Bodies(secret))
            {
                batch.Clear();
                Assert.True(batch.TryAdd(writer, Exchange(secret, type, body).ToExchange()));
                string bytes = Encoding.Latin1.GetString(batch.Finish().Span);
                if (Forms(secret.Value).Any(form => bytes.Contains(form, StringComparison.OrdinalIgnoreCase)))
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
                if (Forms(secret.Value).Any(form => bytes.Contains(form, StringComparison.OrdinalIgnoreCase)))
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
            foreach ((string name, string value) in Benign(random))
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
            Target = $"/v1/{segment}/a?a=1&{name}={encoded}&b=2#{name}={encoded}",
            RequestFields = $"Host: h\r\nContent-Type: {type}\r\nCookie: a=1; {name}={encoded}\r\nReferer: https://h/?{name}={encoded}\r\n{field}"
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

    private static IEnumerable<(string Type, string Body)> Bodies(SeededSecret secret)
    {
        (string name, string value) = (secret.Name, secret.Value);
        string json = JsonSerializer.Serialize(value);
        string escaped = string.Concat(value.Select(static c => $"\\u{(int)c:x4}"));
        string xml = value.Replace("&", "&amp;", StringComparison.Ordinal);
        string nested = JsonSerializer.Serialize($"{{\"{name}\":{json}}}");
        string form = Uri.EscapeDataString(value);
        yield return ("application/json", $"{{\"a\":[{{\"{name}\":{json},\"b\":1}}],\"{name}\":{json}}}");
        yield return ("application/json", $"{{\"{name}\":\"{escaped}\"}}");
        yield return ("application/json", $"{{\"x\":{nested}}}");
        yield return ("application/x-ndjson", $"{{\"{name}\":{json}}}\n{{\"{name}\":{json}}}\n");
        yield return ("application/json", $"{{\"query\":\"mutation {{f}}\",\"variables\":{{\"in\":{{\"{name}\":{json}}}}}}}");
        yield return ("application/json", $"{{\"query\":{JsonSerializer.Serialize($"{{f({name.Replace('-', '_')}:{json})}}")}}}");
        yield return ("application/graphql", $"{{f(in:{{{name.Replace('-', '_')}:{json}}})}}");
        yield return ("application/x-www-form-urlencoded", $"a=1&{name}={form}&b=2");
        yield return ("application/xml", $"<r><{name}>{xml}</{name}><a {name}=\"{xml}\"/><{name}><![CDATA[{value}]]></{name}></r>");
        yield return ("text/html", $"<input name=\"{name}\" value=\"{xml}\"><script>x={{\"{name}\":{json}}}</script>");
        yield return ("text/html", $"<form><input value=\"{xml}\" type=\"text\" name=\"{name}\"><p><meta itemprop='{name}' content='{xml}'></form>");
        yield return ("application/xml", $"<r><field name=\"{name}\">{xml}</field><entry key=\"{name}\"><![CDATA[{value}]]></entry></r>");
        yield return ("application/xml", $"<r><property name=\"{name}\"><value>{xml}</value></property><{name} value=\"{xml}\"/></r>");
        yield return ("multipart/form-data; boundary=b",
            $"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n--b--\r\n");
        yield return ("text/event-stream", $"event: x\ndata: {{\"{name}\":\ndata: {json}}}\n\n");
        yield return ("text/plain", $"first line\n{name}: {json}\n");
        yield return ("text/plain", $"at=1 {name}={json} b=2\n");
        yield return ("application/javascript", $"const x = {{a: 1, {name}: {json}, b: [2]}};");
        yield return ("application/octet-stream", $"\0\u0001{{\"{name}\":{json}}}");
        yield return ("application/json", $"{{\"ok\":true}} oops {{\"{name}\":{json}}}");
        if (!value.Contains('\n', StringComparison.Ordinal))
        {
            yield return ("application/yaml", $"a: 1\nx:\n  - {name}: {value}\n    b: 2\n");
            yield return ("text/plain", $"first line\n{name}: {value}, and more of it\n");
            yield return ("text/plain", $"see {name}: {value}; and more of it\n");
        }

        if (secret.IsPlain)
        {
            yield return ("application/json", $"{{\"people\":{{{json}:{{\"n\":1}}}},\"list\":[{json},{json}]}}");
            yield return ("text/plain", $"It said: {value}\nand went on");
            yield return ("application/xml", $"<!-- {value} --><p>see {xml}</p>");
        }
    }

    // As it is, encoded, escaped; and of several lines the first that tells something.
    private static IEnumerable<string> Forms(string value)
    {
        string[] lines = value.Split('\n');
        string word = value[(value.LastIndexOf(' ') + 1)..];
        return new[]
        {
            value, Uri.EscapeDataString(value), JsonSerializer.Serialize(value).Trim('"'), lines[lines.Length > 1 ? 1 : 0],
            word.Length >= 8 ? word : value,
        }.Distinct();
    }

    private static IEnumerable<(string Name, string Value)> Benign(Random random)
    {
        DateTime time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.Next(30_000_000));
        yield return ("id", $"{random.Next(1, 1_000_000)}");
        yield return ("uuid", $"\"{new Guid(random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, (byte)random.Next(256))}\"");
        yield return ("created_at", $"\"{time:O}\"");
        yield return ("date", $"\"{time:yyyy-MM-dd}\"");
        yield return ("timestamp", $"{1_700_000_000_000 + random.NextInt64(99_999_999_999)}");
        yield return ("price", $"{random.Next(100000) / 100.0:F2}".Replace(',', '.'));
        yield return ("order", $"\"ORD-{random.Next(1_000_000, 9_999_999)}\"");
        yield return ("name", "\"Ada Lovelace\"");
        yield return ("title", "\"Chapter 3: what the token bucket does\"");
        yield return ("url", $"\"https://example.com/items/{random.Next(9999)}?page=2&sort=asc\"");
        yield return ("version", $"\"v{random.Next(9)}.{random.Next(99)}.{random.Next(999)}\"");
        yield return ("sha", $"\"{Convert.ToHexStringLower(Enumerable.Range(0, 20).Select(_ => (byte)random.Next(256)).ToArray())}\"");
        yield return ("lat", $"{random.NextDouble() * 90:F6}".Replace(',', '.'));
        yield return ("count", $"{random.NextInt64(1_000_000_000_000)}");
        yield return ("status", "\"active\"");
        yield return ("enabled", "true");
        yield return ("description", "\"Ready in 3-5 days, see section 12.4 (page 100)\"");
        yield return ("max_tokens", $"{random.Next(4096)}");
        yield return ("etag", $"\"W/\\\"{random.Next():x8}\\\"\"");
        yield return ("mime", "\"application/vnd.api+json; charset=utf-8\"");
    }
}
