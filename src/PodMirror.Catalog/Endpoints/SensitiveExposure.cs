using System.Text;
using PodMirror.Catalog.Schemas;

namespace PodMirror.Catalog.Endpoints;

/// <summary>In how many calls of an endpoint a place was there at all.</summary>
internal static class SensitiveExposure
{
    private const string RequestBody = "request.body";
    private const string ResponseBody = "response.body";
    private const string Query = "request.query:";
    private const string RequestHeader = "request.header:";
    private const string ResponseHeader = "response.header:";
    private const string JsonRoot = ":$.";
    private const int LongestName = 256;

    // What is found wherever the name is, whatever the value.
    private const string ByName = "secret";

    /// <summary>Counts them; where the place itself is not counted, the most that it can have been.</summary>
    public static long Seen(EndpointState endpoint, SensitiveField field)
    {
        string where = field.Where;
        return where.StartsWith(RequestBody, StringComparison.Ordinal) ? InBodies(endpoint, field, request: true)
            : where.StartsWith(ResponseBody, StringComparison.Ordinal) ? InBodies(endpoint, field, request: false)
            : Counted(endpoint, where) is > 0 and long counted ? counted
            : Uncounted(endpoint, field, endpoint.Calls);
    }

    private static long Counted(EndpointState endpoint, string where) =>
        where.StartsWith(Query, StringComparison.Ordinal) ? Present(endpoint.Query, where.AsSpan(Query.Length))
        : where.StartsWith(RequestHeader, StringComparison.Ordinal) ? Present(endpoint.Headers, where.AsSpan(RequestHeader.Length))
        : where.StartsWith(ResponseHeader, StringComparison.Ordinal)
            ? endpoint.Bodies.Sum(b => Present(b.Headers, where.AsSpan(ResponseHeader.Length)))
            : 0;

    private static long Present(SchemaNode? node, ReadOnlySpan<char> name) => Find(node, name)?.Present ?? 0;

    // By a name that is secret the place is found each time that it is there, values that look like something beside it or not. A place without a
    // name, as the path, is in every message.
    private static long Uncounted(EndpointState endpoint, SensitiveField field, long messages)
    {
        bool isNamed = field.Where.Contains(':', StringComparison.Ordinal);
        long byName = endpoint.Sensitive.All.FirstOrDefault(f => f.Kind == ByName && f.Where == field.Where)?.Matched ?? 0;
        return isNamed && byName > 0 ? byName : messages;
    }

    private static long InBodies(EndpointState endpoint, SensitiveField field, bool request)
    {
        int root = field.Where.IndexOf(JsonRoot, StringComparison.Ordinal);
        long messages = 0;
        long values = 0;
        foreach (BodyState body in endpoint.Bodies)
        {
            if ((body.Status == 0) == request && body.ContentType.Length > 0)
            {
                messages += body.Messages;
                values += root < 0 || body.Schema is null ? 0 : Values(body.Schema, field.Where.AsSpan(root + JsonRoot.Length));
            }
        }

        return values > 0 ? Math.Min(values, messages) : Uncounted(endpoint, field, messages);
    }

    // Values in arrays are counted each, findings once a call: there the messages bound them.
    private static long Values(SchemaNode node, ReadOnlySpan<char> path)
    {
        foreach (Range part in path.Split('.'))
        {
            ReadOnlySpan<char> segment = path[part];
            bool items = segment.EndsWith("[*]", StringComparison.Ordinal);
            if (Find(node, items ? segment[..^3] : segment) is not SchemaNode next || (items && next.Items is null))
            {
                return 0;
            }

            node = items ? next.Items! : next;
        }

        return node.Seen;
    }

    private static SchemaProperty? Find(SchemaNode? node, ReadOnlySpan<char> name)
    {
        Span<byte> utf8 = stackalloc byte[LongestName * 3];
        int hint = 0;
        return name.Length > LongestName ? null : node?.Properties?.Find(utf8[..Encoding.UTF8.GetBytes(name, utf8)], ref hint);
    }
}
