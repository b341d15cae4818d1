using PodMirror.Catalog.Schemas;

namespace PodMirror.Catalog.Persistence;

/// <summary>Reads schemas.</summary>
internal static class SchemaStateReader
{
    private const int LongestName = 1024;

    /// <summary>Reads one.</summary>
    /// <param name="from">Where from.</param>
    /// <param name="budget">What schemas may have.</param>
    /// <param name="depth">Of how many it is a part.</param>
    /// <param name="isSecret">Whether it is below what is secret.</param>
    public static SchemaNode Read(ref StateReader from, SchemaBudget budget, int depth, bool isSecret = false)
    {
        var node = new SchemaNode(isSecret);
        ReadInto(node, ref from, budget, depth);
        return node;
    }

    private static void ReadInto(SchemaNode node, ref StateReader from, SchemaBudget budget, int depth)
    {
        if (depth > budget.Limits.MaxSchemaDepth + 1 || !budget.TryTakeKept())
        {
            from.Fail("a schema that is too deep, or too large");
        }

        node.Nulls = from.SmallCount();
        node.Booleans = from.SmallCount();
        node.Integers = from.SmallCount();
        node.Numbers = from.SmallCount();
        node.Strings = from.SmallCount();
        node.Objects = from.SmallCount();
        node.CutObjects = from.SmallCount();
        node.Arrays = from.SmallCount();
        long marks = from.Within(0, SchemaWriter.Capped | SchemaWriter.Secret);
        node.Capped = (marks & SchemaWriter.Capped) != 0;
        node.Range = from.Flag() ? new NumberFacts { Least = from.Real(), Most = from.Real() } : null;
        node.Text = from.Flag() ? ReadText(ref from) : null;
        if (node.IsSecret || (marks & SchemaWriter.Secret) != 0)
        {
            // A state from before, or one that was saved where the name was none of secrets.
            node.Hide();
        }

        node.Items = from.Flag() ? Read(ref from, budget, depth + 1, node.IsSecret) : null;
        node.Values = from.Flag() ? Read(ref from, budget, depth + 1, node.IsSecret) : null;
        ReadProperties(ref from, node, budget, depth);
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
            SchemaProperty property = budget.Property(from.Bytes(LongestName), node);
            property.Present = from.SmallCount();
            ReadInto(property, ref from, budget, depth + 1);
            int hint = 0;
            node.Properties ??= new PropertyTable();
            if (node.Properties.Find(property.Name, ref hint) is not null)
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
            text.ForgetValues();
            return text;
        }

        int count = from.Length(TextFacts.MaxValues);
        for (int i = 0; i < count && from.Fault is null; i++)
        {
            text.Count(from.Bytes(TextFacts.MaxValueBytes), from.SmallCount());
            if (text.Values.Length == i)
            {
                from.Fail("a value twice");
            }
        }

        return text;
    }
}
