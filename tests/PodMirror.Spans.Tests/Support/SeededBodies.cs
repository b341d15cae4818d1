using System.Text.Json;

namespace PodMirror.Spans.Tests;

/// <summary>Bodies of every form with one secret in them, under its name.</summary>
internal static class SeededBodies
{
    /// <summary>The bodies, each with its type.</summary>
    internal static IEnumerable<(string Type, string Body)> Of(SeededSecret secret)
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
        yield return ("application/soap+xml", $"<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><f xmlns=\"urn:x\">"
            + $"<{name}>{xml}</{name}></f></s:Body></s:Envelope>");
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

        if (secret.IsPlain && value.IndexOfAny([' ', '\n', '/', '+']) < 0)
        {
            yield return ("text/plain", $"GET /people/{value}/25/{value} HTTP/1.1");
        }
    }
}
