using System.Globalization;
using System.Text.Json;

namespace PodMirror.Spans;

/// <summary>The member <c>sampling</c> of a scope.</summary>
internal static class SamplingMember
{
    internal const string Name = "sampling";
    private const string Share = "share";
    private const string Endpoints = "endpoints";
    private const string Method = "method";
    private const string Path = "path";

    internal static SamplingRules Read(ref ConfigReader reader)
    {
        var rules = new SamplingRules();
        var seen = new HashSet<string>();
        reader.BeginObject();
        while (reader.TryReadMember(seen, out string name))
        {
            switch (name)
            {
                case Share:
                    rules = rules with { Share = reader.ReadShare(SamplingRules.MinShare) ?? 1 };
                    break;
                case Endpoints:
                    rules = rules with { Endpoints = ReadEndpoints(ref reader) };
                    break;
                default:
                    reader.PassOver(name);
                    break;
            }
        }

        return rules;
    }

    internal static void Write(Utf8JsonWriter json, SamplingRules? rules)
    {
        if (rules is null)
        {
            return;
        }

        json.WriteStartObject(Name);
        json.WriteNumber(Share, rules.Share);
        if (rules.Endpoints.Count > 0)
        {
            json.WriteStartArray(Endpoints);
            foreach (EndpointShare endpoint in rules.Endpoints)
            {
                Write(json, endpoint);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static List<EndpointShare> ReadEndpoints(ref ConfigReader reader)
    {
        var endpoints = new List<EndpointShare>();
        reader.BeginList("a list of endpoints was expected");
        while (reader.TryReadItem(JsonTokenType.StartObject))
        {
            if (endpoints.Count == SamplingRules.MaxEndpoints)
            {
                reader.Fail(string.Create(CultureInfo.InvariantCulture, $"more than {SamplingRules.MaxEndpoints} endpoints"));
            }
            else if (ReadEndpoint(ref reader) is { } endpoint)
            {
                endpoints.Add(endpoint);
            }
        }

        if (!reader.IsAtEndOfList)
        {
            reader.Fail("an endpoint was expected: path, share and perhaps method");
        }

        return endpoints;
    }

    private static EndpointShare? ReadEndpoint(ref ConfigReader reader)
    {
        (string? method, string? path, double? share) = (null, null, null);
        var seen = new HashSet<string>();
        while (reader.TryReadMember(seen, out string name))
        {
            switch (name)
            {
                case Method:
                    method = ReadMethod(ref reader);
                    break;
                case Path:
                    path = ReadPath(ref reader);
                    break;
                case Share:
                    share = reader.ReadShare(SamplingRules.MinShare);
                    break;
                default:
                    reader.PassOver(name);
                    break;
            }
        }

        if (path is not null && share is not null)
        {
            return new EndpointShare(method, path, share.Value);
        }

        reader.Fail("an endpoint has a path and a share");
        return null;
    }

    private static string? ReadMethod(ref ConfigReader reader)
    {
        const string wanted = "a method such as GET was expected";
        string? method = reader.ReadText(wanted);
        if (method is { Length: > 0 and <= EndpointShare.MaxMethodCharacters } && method.All(static c => c is > ' ' and < '\x7f'))
        {
            return method;
        }

        reader.Fail(wanted);
        return null;
    }

    private static string? ReadPath(ref ConfigReader reader)
    {
        const string wanted = "a path such as /orders/* was expected, without a query";
        string? path = reader.ReadText(wanted);
        if (path is { Length: <= EndpointShare.MaxPathCharacters } && path.StartsWith('/') && path.IndexOfAny(['?', '#']) < 0)
        {
            return path;
        }

        reader.Fail(wanted);
        return null;
    }

    private static void Write(Utf8JsonWriter json, EndpointShare endpoint)
    {
        json.WriteStartObject();
        if (endpoint.Method is { } method)
        {
            json.WriteString(Method, method);
        }

        json.WriteString(Path, endpoint.Path);
        json.WriteNumber(Share, endpoint.Share);
        json.WriteEndObject();
    }
}
