using System.Text;
using PodMirror.Catalog.Schemas;

namespace PodMirror.Catalog.Snapshots;

/// <summary>Makes snapshots of schemas.</summary>
internal static class SchemaSnapshots
{
    // Few values are an enumeration only when they came again and again.
    private const int FewestForEnumeration = 20;
    private const int TimesEach = 4;

    /// <summary>Of a place.</summary>
    public static SchemaSnapshot Of(SchemaNode node) => new()
    {
        Types = Types(node),
        Nullable = node.Nulls > 0,
        Seen = node.Seen,
        Format = node.Strings > 0 ? Format(node.Text?.Formats ?? TextFormats.None) : null,
        Enumeration = Enumeration(node),
        Example = node.Text?.Example is byte[] example ? Encoding.UTF8.GetString(example) : null,
        Minimum = node.Range?.Least,
        Maximum = node.Range?.Most,
        Properties = Properties(node),
        Items = node.Items is { Seen: > 0 } items ? Of(items) : null,
        AdditionalProperties = node.Values is { } values ? Of(values) : null,
        Capped = node.Capped,
    };

    /// <summary>The properties of an object, or the parameters of a query.</summary>
    public static PropertySnapshot[] Properties(SchemaNode node)
    {
        var all = new PropertySnapshot[node.Named.Length];
        for (int i = 0; i < all.Length; i++)
        {
            SchemaProperty property = node.Named[i];
            bool required = node.Objects > 0 && property.Present >= node.Objects;
            all[i] = new PropertySnapshot(Encoding.UTF8.GetString(property.Name), required, property.Present, node.Objects, Of(property));
        }

        return all;
    }

    private static List<string> Types(SchemaNode node)
    {
        List<string> types = [];
        Add(types, node.Objects + node.CutObjects, "object");
        Add(types, node.Arrays, "array");
        Add(types, node.Strings, "string");

        // Every integer is a number, so that both together are no conflict.
        Add(types, node.Numbers, "number");
        Add(types, node.Numbers == 0 ? node.Integers : 0, "integer");
        Add(types, node.Booleans, "boolean");
        return types;
    }

    private static void Add(List<string> types, int seen, string type)
    {
        if (seen > 0)
        {
            types.Add(type);
        }
    }

    private static string? Format(TextFormats formats) => formats switch
    {
        TextFormats.DateTime => "date-time",
        TextFormats.Date => "date",
        TextFormats.Uuid => "uuid",
        TextFormats.Email => "email",
        TextFormats.Uri => "uri",
        TextFormats.Ipv4 => "ipv4",
        TextFormats.Ipv6 => "ipv6",
        _ => null,
    };

    private static string[]? Enumeration(SchemaNode node)
    {
        if (node.Text is not { } text || text.Values.IsEmpty || text.Seen < FewestForEnumeration || text.Seen < TimesEach * text.Values.Length)
        {
            return null;
        }

        var values = new string[text.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Encoding.UTF8.GetString(text.Values[i].Text);
        }

        return values;
    }
}
