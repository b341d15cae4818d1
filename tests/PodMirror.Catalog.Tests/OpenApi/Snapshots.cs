namespace PodMirror.Catalog.Tests.OpenApi;

/// <summary>Snapshots made by hand.</summary>
internal static class Snapshots
{
    /// <summary>A time.</summary>
    public const long Time = 1_790_000_000_000;

    /// <summary>An endpoint that was called once, with 200 and no content.</summary>
    public static EndpointSnapshot Endpoint(string method, string template) => new()
    {
        Kind = CallKind.Http,
        Method = method,
        Template = template,
        Operation = "",
        Calls = 1,
        FirstSeen = Time,
        LastSeen = Time,
        Statuses = [new StatusSnapshot(200, 1)],
    };

    /// <summary>A service with these.</summary>
    public static ServiceSnapshot Service(params EndpointSnapshot[] endpoints) => new("api", endpoints.Length, 0, 0, false, endpoints);

    /// <summary>A schema of one type.</summary>
    public static SchemaSnapshot Schema(string type) => new() { Types = [type], Seen = 100 };

    /// <summary>An object with these properties, of which those with an exclamation mark were always there.</summary>
    public static SchemaSnapshot Object(params (string Name, SchemaSnapshot Schema)[] properties) => new()
    {
        Types = ["object"],
        Seen = 100,
        Properties =
        [
            .. properties.Select(p => new PropertySnapshot(
                p.Name.TrimEnd('!'), p.Name.EndsWith('!'), p.Name.EndsWith('!') ? 100 : 50, 100, p.Schema)),
        ],
    };

    /// <summary>A JSON response with 200.</summary>
    public static BodySnapshot Response(SchemaSnapshot schema, int status = 200) => new(status, "application/json", 100, 0, schema);

    /// <summary>A JSON request.</summary>
    public static BodySnapshot Request(SchemaSnapshot schema) => new(0, "application/json", 100, 0, schema);
}
