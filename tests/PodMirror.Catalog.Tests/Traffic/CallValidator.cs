using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>Validates calls by an OpenAPI 3.1 document: path, method, parameters, contents, status and authentication.</summary>
public sealed class CallValidator : IDisposable
{
    private readonly JsonDocument _document;
    private readonly SchemaValidator _schemas;
    private readonly List<(string[] Segments, JsonElement Item)> _paths = [];

    /// <summary>Reads a document.</summary>
    public CallValidator(byte[] json)
    {
        _document = JsonDocument.Parse(json);
        _schemas = new SchemaValidator(_document.RootElement);
        foreach (JsonProperty path in _document.RootElement.GetProperty("paths").EnumerateObject())
        {
            _paths.Add((path.Name.Split('/'), path.Value));
        }

        // A literal goes before a parameter (OpenAPI 3.1 section 4.8.8).
        _paths.Sort((a, b) => string.CompareOrdinal(Order(a.Segments), Order(b.Segments)));
    }

    /// <summary>The operation of a call; null when there is none.</summary>
    public JsonElement? Operation(string method, string path)
    {
        string[] segments = path.Split('/');
        foreach ((string[] template, JsonElement item) in _paths)
        {
            if (Matches(template, segments) && item.TryGetProperty(method.ToLowerInvariant(), out JsonElement operation))
            {
                return operation;
            }
        }

        return null;
    }

    /// <summary>The path with a template, whatever its parameters are called; null when there is none.</summary>
    public JsonElement? Template(string template)
    {
        string[] wanted = template.Split('/');
        foreach ((string[] segments, JsonElement item) in _paths)
        {
            if (segments.Length == wanted.Length
                && segments.Zip(wanted).All(p => p.First == p.Second || (p.First.StartsWith('{') && p.Second.StartsWith('{'))))
            {
                return item;
            }
        }

        return null;
    }

    /// <summary>What is wrong with a call; null when nothing is.</summary>
    public string? Fault(GeneratedCall call) => Operation(call.Method, call.Path) is not JsonElement operation
        ? "no operation"
        : Query(operation, call) ?? Headers(operation, call) ?? Request(operation, call) ?? Response(operation, call) ?? Auth(operation, call);

    /// <inheritdoc />
    public void Dispose() => _document.Dispose();

    private static string? Query(JsonElement operation, GeneratedCall call)
    {
        Dictionary<string, string> sent = call.Query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2)).GroupBy(p => Uri.UnescapeDataString(p[0])).ToDictionary(p => p.Key, p => p.First()[^1]);
        HashSet<string> known = [];
        foreach (JsonElement parameter in Parameters(operation).Where(p => p.GetProperty("in").GetString() == "query"))
        {
            string name = parameter.GetProperty("name").GetString()!;
            known.Add(name);
            bool there = sent.TryGetValue(name, out string? value);
            bool required = parameter.TryGetProperty("required", out JsonElement flag) && flag.GetBoolean();
            if (!there && required && call.Status is >= 200 and < 400)
            {
                return $"query lacks {name}";
            }

            string type = parameter.GetProperty("schema").TryGetProperty("type", out JsonElement t) ? t.ToString() : "string";
            if (there && type == "integer" && !long.TryParse(value, CultureInfo.InvariantCulture, out _))
            {
                return $"query: {name} is no integer";
            }
        }

        return call.Status is < 200 or >= 400 ? null
            : sent.Keys.Where(n => !known.Contains(n)).Select(n => $"query: {n} is not known").FirstOrDefault();
    }

    private static string? Headers(JsonElement operation, GeneratedCall call)
    {
        HashSet<string> sent = [.. Encoding.UTF8.GetString(call.RequestHeaders).Split('\n').Select(l => l.Split(':')[0].ToLowerInvariant())];
        return call.Status is < 200 or >= 400 ? null
            : Parameters(operation)
                .Where(p => p.GetProperty("in").GetString() == "header" && p.TryGetProperty("required", out JsonElement r) && r.GetBoolean())
                .Select(p => p.GetProperty("name").GetString()!).Where(n => !sent.Contains(n)).Select(n => $"header {n} is missing").FirstOrDefault();
    }

    private string? Request(JsonElement operation, GeneratedCall call)
    {
        if (call.Status is < 200 or >= 400)
        {
            return null;
        }

        bool known = operation.TryGetProperty("requestBody", out JsonElement body);
        if (call.RequestBody.Length == 0)
        {
            return known && body.TryGetProperty("required", out JsonElement required) && required.GetBoolean() ? "request: no body" : null;
        }

        return known ? Content(body, "application/json", call.RequestBody, "request") : "request: a body is not known";
    }

    private string? Response(JsonElement operation, GeneratedCall call)
    {
        if (!operation.GetProperty("responses").TryGetProperty(call.Status.ToString(CultureInfo.InvariantCulture), out JsonElement response))
        {
            return "status is not known";
        }

        return call.ResponseType.Length == 0 ? null : Content(response, call.ResponseType, call.ResponseBody, "response");
    }

    private string? Content(JsonElement holder, string type, byte[] body, string where)
    {
        if (!holder.TryGetProperty("content", out JsonElement content) || !content.TryGetProperty(type, out JsonElement media))
        {
            return $"{where}: {type} is not known";
        }

        if (body.Length == 0 || !media.TryGetProperty("schema", out JsonElement schema))
        {
            return null;
        }

        using JsonDocument value = JsonDocument.Parse(body);
        return _schemas.Fault(schema, value.RootElement, where);
    }

    private static string? Auth(JsonElement operation, GeneratedCall call)
    {
        if (call.Status is < 200 or >= 400 || !operation.TryGetProperty("security", out JsonElement ways) || ways.GetArrayLength() == 0)
        {
            return null;
        }

        return ways.EnumerateArray().Any(w => w.EnumerateObject().All(s => AuthNames.Of(s.Name) == call.Auth)) ? null : $"security: {call.Auth}";
    }

    private static JsonElement[] Parameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out JsonElement all) ? [.. all.EnumerateArray()] : [];

    private static bool Matches(string[] template, string[] path) =>
        template.Length == path.Length && template.Zip(path).All(p => p.First.StartsWith('{') ? p.Second.Length > 0 : p.First == p.Second);

    private static string Order(string[] template) => string.Concat(template.Select(s => s.StartsWith('{') ? '1' : '0'));
}
