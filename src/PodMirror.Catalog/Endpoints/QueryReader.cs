using System.Text;
using PodMirror.Catalog.Schemas;

namespace PodMirror.Catalog.Endpoints;

/// <summary>Reads a query as the properties of an object.</summary>
internal static class QueryReader
{
    /// <summary>Parameters of one query that are read; beyond them it is no query of a person or a program.</summary>
    private const int MaxParameters = 64;

    private const int LongestName = 128;

    /// <summary>Reads one; an empty one counts as one without parameters.</summary>
    public static void Read(ReadOnlySpan<char> query, EndpointState endpoint, SchemaBudget budget)
    {
        if (endpoint.Query is null)
        {
            if (query.IsEmpty || !budget.TryTake(1))
            {
                return;
            }

            // The accepted calls before this one had no query.
            int before = (int)Math.Clamp(endpoint.Statuses.Accepted - 1, 0, SchemaNode.MostSeen);
            endpoint.Query = new SchemaNode { Objects = before, Properties = new PropertyTable() };
        }

        SchemaNode node = endpoint.Query;
        node.Objects++;
        for (int i = 0; i < MaxParameters && !query.IsEmpty; i++)
        {
            int end = query.IndexOf('&');
            Add(node, end < 0 ? query : query[..end], budget);
            query = end < 0 ? [] : query[(end + 1)..];
        }
    }

    private static void Add(SchemaNode node, ReadOnlySpan<char> pair, SchemaBudget budget)
    {
        int equals = pair.IndexOf('=');
        ReadOnlySpan<char> name = equals < 0 ? pair : pair[..equals];
        Span<byte> bytes = stackalloc byte[LongestName * 3];
        if (name.IsEmpty || name.Length > LongestName || node.Properties is null)
        {
            return;
        }

        int hint = 0;
        ReadOnlySpan<byte> utf8 = bytes[..Encoding.UTF8.GetBytes(name, bytes)];
        SchemaProperty? property = node.Properties.Find(utf8, ref hint);
        if (property is null)
        {
            if (node.Properties.Count >= MaxParameters || !budget.TryTake(1))
            {
                node.Capped = true;
                return;
            }

            property = budget.Property(utf8, node);
            node.Properties.Add(property);
        }

        // A name twice in one query is one parameter with two values.
        property.IsIn(node.Objects);
        Value(property, equals < 0 ? [] : pair[(equals + 1)..]);
    }

    private static void Value(SchemaNode node, ReadOnlySpan<char> value)
    {
        Span<byte> bytes = stackalloc byte[ParameterValue.LongestText * 3];
        value = value.Length > ParameterValue.LongestText ? value[..ParameterValue.LongestText] : value;
        ParameterValue.Add(node, bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
    }
}
