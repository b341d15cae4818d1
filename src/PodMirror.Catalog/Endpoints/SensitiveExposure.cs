using System.Text;
using PodMirror.Catalog.Schemas;

namespace PodMirror.Catalog.Endpoints;

/// <summary>In how many calls of an endpoint a place was there at all.</summary>
internal static class SensitiveExposure
{
    private const string Request = "request.";
    private const string RequestBody = "request.body";
    private const string ResponseBody = "response.body";
    private const string JsonRoot = ":$.";
    private const int LongestName = 256;

    /// <summary>Counts them; the messages of the direction where the place itself is not counted.</summary>
    public static long Seen(EndpointState endpoint, string where)
    {
        bool request = where.StartsWith(Request, StringComparison.Ordinal);
        if (!where.StartsWith(RequestBody, StringComparison.Ordinal) && !where.StartsWith(ResponseBody, StringComparison.Ordinal))
        {
            return endpoint.Calls;
        }

        int root = where.IndexOf(JsonRoot, StringComparison.Ordinal);
        long messages = 0;
        long values = 0;
        foreach (BodyState body in endpoint.Bodies)
        {
            if ((body.Status == 0) == request && body.ContentType.Length > 0)
            {
                messages += body.Messages;
                values += root < 0 || body.Schema is null ? 0 : Values(body.Schema, where.AsSpan(root + JsonRoot.Length));
            }
        }

        return values > 0 ? Math.Min(values, messages) : messages;
    }

    // Values in arrays are counted each, findings once a call: there the messages bound them.
    private static long Values(SchemaNode node, ReadOnlySpan<char> path)
    {
        Span<byte> name = stackalloc byte[LongestName * 3];
        foreach (Range part in path.Split('.'))
        {
            ReadOnlySpan<char> segment = path[part];
            bool items = segment.EndsWith("[*]", StringComparison.Ordinal);
            segment = items ? segment[..^3] : segment;
            int hint = 0;
            if (segment.Length > LongestName
                || node.Properties?.Find(name[..Encoding.UTF8.GetBytes(segment, name)], ref hint) is not SchemaNode next
                || (items && next.Items is null))
            {
                return 0;
            }

            node = items ? next.Items! : next;
        }

        return node.Seen;
    }
}
