using System.Text;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>Traffic that a description allows, the same for the same seed.</summary>
public sealed class TrafficGenerator
{
    private static readonly int[] ErrorStatuses = [400, 401, 403, 404, 409, 422, 500];
    private static readonly string[] Scanned = ["/.env", "/wp-login.php", "/admin/config.php", "/actuator/env", "/.git/HEAD", "/cgi-bin/test"];

    private readonly TrafficOptions _options;
    private readonly Random _random;
    private readonly ValuePools _pools;
    private readonly BodyMaker _bodies;
    private readonly TrafficOperation[] _operations;
    private readonly double[] _cumulated;
    private readonly HashSet<TrafficOperation> _generic;
    private readonly TrafficAuth _auth;
    private int _sent;

    /// <summary>Prepares it.</summary>
    public TrafficGenerator(OpenApiDocument description, TrafficOptions options)
    {
        _options = options;
        _random = new Random(options.Seed);
        _pools = new ValuePools(_random);
        _bodies = new BodyMaker(_random);
        _operations = [.. TrafficOperation.Of(description)];
        _random.Shuffle(_operations);
        _generic = [.. _operations.Where(_ => _random.NextDouble() < options.GenericEnvelopes)];
        _auth = new TrafficAuth(_operations, options.Seed);
        _cumulated = new double[_operations.Length];
        double sum = 0;
        for (int i = 0; i < _operations.Length; i++)
        {
            _cumulated[i] = sum += 1 / Math.Pow(i + 1, options.Zipf);
        }
    }

    /// <summary>The operations.</summary>
    public IReadOnlyList<TrafficOperation> Operations => _operations;

    /// <summary>Whether an operation answers with an envelope that says nothing, whatever its description says.</summary>
    public bool IsGeneric(TrafficOperation operation) => _generic.Contains(operation);

    /// <summary>How an operation is authenticated.</summary>
    public AuthEvidence AuthOf(TrafficOperation operation) => _auth.Of(operation);

    /// <summary>Makes all calls; a second time others of the same API.</summary>
    public IEnumerable<GeneratedCall> Calls()
    {
        for (int i = 0; i < _options.Calls; i++)
        {
            if (_random.NextDouble() < _options.Scanner)
            {
                yield return new GeneratedCall(null, "GET", Scanned[_random.Next(Scanned.Length)] + _random.Next(50), "", 404);
            }

            int at = Array.BinarySearch(_cumulated, _random.NextDouble() * _cumulated[^1]);
            yield return Call(_operations[Math.Min(at < 0 ? ~at : at, _operations.Length - 1)]);
        }
    }

    private GeneratedCall Call(TrafficOperation operation)
    {
        bool error = _random.NextDouble() < _options.Errors;
        int status = error ? ErrorStatuses[_random.Next(ErrorStatuses.Length)] : operation.Status;
        JsonNode? body = error ? new JsonObject { ["error"] = new JsonObject { ["code"] = status, ["message"] = "it failed" } } : Answer(operation);
        bool json = error || body is not null;
        AuthEvidence auth = _auth.Next(operation, status);
        return new GeneratedCall(operation.Template, operation.Method, Path(operation), Query(operation), status)
        {
            Auth = auth,
            ApiKeyName = TrafficAuth.KeyOf(auth),
            RequestHeaders = Headers(operation),
            RequestBody = operation.Request is null ? [] : Bytes(_bodies.Make(operation.Request)),
            ResponseBody = json ? Bytes(body) : [],
            ResponseType = json ? "application/json" : operation.HasContent ? "application/octet-stream" : "",
        };
    }

    private JsonNode? Answer(TrafficOperation operation) =>
        !operation.HasContent || operation.Status == 204 ? null
        : _generic.Contains(operation) ? new JsonObject { ["success"] = true, ["data"] = new JsonObject(), ["message"] = "ok" }
        : operation.Response is null ? null
        : _bodies.Make(operation.Response);

    private string Path(TrafficOperation operation)
    {
        var path = new StringBuilder();
        string rest = operation.Template;
        while (rest.IndexOf('{', StringComparison.Ordinal) is int open and >= 0)
        {
            int close = rest.IndexOf('}', open);
            string name = rest[(open + 1)..close];
            path.Append(rest[..open]);
            string place = operation.Template[..(operation.Template.Length - rest.Length + open)];
            path.Append(_pools.Pick(place, operation.Parameters.FirstOrDefault(p => p.Name == name && p.In == ParameterLocation.Path), name));
            rest = rest[(close + 1)..];
        }

        return path.Append(rest).ToString();
    }

    private string Query(TrafficOperation operation)
    {
        IEnumerable<string> pairs =
            from parameter in operation.Parameters
            where parameter.In == ParameterLocation.Query && (parameter.Required || _random.Next(10) < 3)
            select $"{parameter.Name}={_random.Next(100)}";
        return string.Join('&', pairs);
    }

    // Without the generator's randomness, so that traffic without header parameters is what it was.
    private byte[] Headers(TrafficOperation operation)
    {
        int order = _sent++;
        IEnumerable<string> lines =
            from parameter in operation.Parameters
            where parameter.In == ParameterLocation.Header && (parameter.Required || order % 3 == 0)
            select $"{parameter.Name}: {order % 100}\n";
        return Encoding.UTF8.GetBytes("Host: api\nUser-Agent: traffic\n" + string.Concat(lines));
    }

    private static byte[] Bytes(JsonNode? node) => Encoding.UTF8.GetBytes(node?.ToJsonString() ?? "null");
}
