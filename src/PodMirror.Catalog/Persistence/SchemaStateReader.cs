using PodMirror.Catalog.Schemas;

namespace PodMirror.Catalog.Persistence;

/// <summary>Reads schemas.</summary>
internal static class SchemaStateReader
{
    private const int LongestName = 1024;

    /// <summary>Reads one.</summary>
    public static SchemaNode Read(ref StateReader from, SchemaBudget budget, int depth)
    {
        if (depth > budget.Limits.MaxSchemaDepth + 1 || !budget.TryTake(1))
        {
            from.Fail("a schema that is too deep, or too large");
        }

        var node = new SchemaNode
        {
            Nulls = from.SmallCount(),
            Booleans = from.SmallCount(),
            Integers = from.SmallCount(),
            Numbers = from.SmallCount(),
            Strings = from.SmallCount(),
            Objects = from.SmallCount(),
            CutObjects = from.SmallCount(),
            Arrays = from.SmallCount(),
            Capped = from.Flag(),
            Range = from.Flag() ? new NumberFacts { Least = from.Real(), Most = from.Real() } : null,
            Text = from.Flag() ? ReadText(ref from) : null,
        };
        node.Items = from.Flag() ? Read(ref from, budget, depth + 1) : null;
        node.Values = from.Flag() ? Read(ref from, budget, depth + 1) : null;
        ReadProperties(ref from, node, budget, depth);
        return node;
    }

    private static void ReadProperties(ref StateReader from, SchemaNode node, SchemaBudget budget, int depth)
    {
        int count = from.Length(budget.Limits.MaxProperties + 1);
        if (count > 0 && node.Values is not null)
        {
            from.Fail("a map with properties");
        }

        for (int i = 0; i < count && from.Fault is null; i++)
        {
            byte[] name = budget.Name(from.Bytes(LongestName));
            int present = from.SmallCount();
            var property = new SchemaProperty(name, Read(ref from, budget, depth + 1)) { Present = present };
            int hint = 0;
            node.Properties ??= new PropertyTable();
            if (node.Properties.Find(name, ref hint) is not null)
            {
                from.Fail("a property twice");
                return;
            }

            node.Properties.Add(property);
        }
    }

    private static TextFacts ReadText(ref StateReader from)
    {
        var text = new TextFacts
        {
            Formats = (TextFormats)from.Within(0, (int)TextFormats.All),
            Shortest = (int)from.Within(0, int.MaxValue),
            Longest = (int)from.Within(0, int.MaxValue),
            Seen = from.SmallCount(),
            Example = from.Flag() ? from.Bytes(TextFacts.MaxValueBytes).ToArray() : null,
        };
        if (!from.Flag())
        {
            text.Values = null;
            return text;
        }

        int count = from.Length(TextFacts.MaxValues);
        for (int i = 0; i < count && from.Fault is null; i++)
        {
            byte[] value = from.Bytes(TextFacts.MaxValueBytes).ToArray();
            text.Values!.Add(new TextValue(value, from.SmallCount()));
        }

        return text;
    }
}
