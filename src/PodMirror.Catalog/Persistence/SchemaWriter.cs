using PodMirror.Catalog.Schemas;

namespace PodMirror.Catalog.Persistence;

/// <summary>Writes schemas.</summary>
internal static class SchemaWriter
{
    /// <summary>That something was not kept, for a limit.</summary>
    public const int Capped = 1;

    /// <summary>That it is secret; since the fourth version.</summary>
    public const int Secret = 2;

    /// <summary>Writes one, or that there is none.</summary>
    public static void WriteOptional(StateWriter into, SchemaNode? node)
    {
        into.Number(node is null ? 0 : 1);
        if (node is not null)
        {
            Write(into, node);
        }
    }

    private static void Write(StateWriter into, SchemaNode node)
    {
        into.Number(node.Nulls);
        into.Number(node.Booleans);
        into.Number(node.Integers);
        into.Number(node.Numbers);
        into.Number(node.Strings);
        into.Number(node.Objects);
        into.Number(node.CutObjects);
        into.Number(node.Arrays);
        into.Number((node.Capped ? Capped : 0) | (node.IsSecret ? Secret : 0));
        WriteRange(into, node.Range);
        WriteText(into, node.Text);
        WriteOptional(into, node.Items);
        WriteOptional(into, node.Values);
        into.Number(node.Named.Length);
        foreach (SchemaProperty property in node.Named)
        {
            into.Bytes(property.Name);
            into.Number(property.Present);
            Write(into, property);
        }
    }

    private static void WriteRange(StateWriter into, NumberFacts? range)
    {
        into.Number(range is null ? 0 : 1);
        if (range is not null)
        {
            into.Real(range.Least);
            into.Real(range.Most);
        }
    }

    private static void WriteText(StateWriter into, TextFacts? text)
    {
        into.Number(text is null ? 0 : 1);
        if (text is null)
        {
            return;
        }

        into.Number((int)text.Formats);
        into.Number(text.Shortest);
        into.Number(text.Longest);
        into.Number(text.Seen);
        into.Number(text.Example is null ? 0 : 1);
        if (text.Example is not null)
        {
            into.Bytes(text.Example);
        }

        into.Number(text.HasTooMany ? 0 : 1);
        if (text.HasTooMany)
        {
            return;
        }

        into.Number(text.Values.Length);
        foreach (TextValue value in text.Values)
        {
            into.Bytes(value.Text);
            into.Number(value.Count);
        }
    }
}
