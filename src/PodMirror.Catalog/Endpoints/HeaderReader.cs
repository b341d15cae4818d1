using System.Buffers;
using System.Text;
using PodMirror.Catalog.OpenApi.Export;
using PodMirror.Catalog.Schemas;

namespace PodMirror.Catalog.Endpoints;

/// <summary>Reads the header fields of a message as the properties of an object, those that are parameters.</summary>
internal static class HeaderReader
{
    // Lines of one message that are read; servers refuse more than some hundred.
    private const int MaxLines = 128;

    // What a name may be made of (RFC 9110 section 5.6.2), in small letters.
    private static readonly SearchValues<byte> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Reads those of one message.</summary>
    /// <param name="lines">The lines; none says nothing, as fields may have been left out of the span.</param>
    /// <param name="known">What those before it had; null before the first.</param>
    /// <param name="budget">What schemas may have.</param>
    /// <returns>What all of them had; null when there is no place for it.</returns>
    public static SchemaNode? Read(ReadOnlySpan<byte> lines, SchemaNode? known, SchemaBudget budget)
    {
        if (lines.IsEmpty || (known is null && !budget.TryTake(1)))
        {
            return known;
        }

        SchemaNode node = known ?? new SchemaNode();
        node.Objects++;
        int hint = 0;
        for (int i = 0; i < MaxLines && !lines.IsEmpty; i++)
        {
            int end = lines.IndexOf((byte)'\n');
            Add(node, end < 0 ? lines : lines[..end], ref hint, budget);
            lines = end < 0 ? default : lines[(end + 1)..];
        }

        return node;
    }

    private static void Add(SchemaNode node, ReadOnlySpan<byte> line, ref int hint, SchemaBudget budget)
    {
        int colon = line.IndexOf((byte)':');
        if (colon <= 0 || colon > budget.Limits.MaxHeaderNameLength)
        {
            // A name that is too long is one that is left out; a line without a name is nothing.
            node.Capped |= colon > 0;
            return;
        }

        Span<byte> name = stackalloc byte[colon];
        if (Ascii.ToLower(line[..colon], name, out _) != OperationStatus.Done || !IsParameter(name))
        {
            return;
        }

        if ((node.Properties?.Find(name, ref hint) ?? Added(node, name, budget)) is not SchemaProperty property)
        {
            return;
        }

        // Two lines of one name in one message are one parameter with two values.
        property.IsIn(node.Objects);
        ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t"u8);
        if (!RedactionMarks.IsIn(value))
        {
            ParameterValue.Add(property, value.Length > ParameterValue.LongestText ? value[..ParameterValue.LongestText] : value);
        }
    }

    // Some senders spell fields with _ for -.
    private static bool IsParameter(ReadOnlySpan<byte> name)
    {
        Span<byte> plain = stackalloc byte[name.Length];
        name.Replace(plain, (byte)'_', (byte)'-');
        return HeaderNames.IsParameter(plain);
    }

    private static SchemaProperty? Added(SchemaNode node, ReadOnlySpan<byte> name, SchemaBudget budget)
    {
        if (name.ContainsAnyExcept(Token))
        {
            return null;
        }

        if (node.Named.Length >= budget.Limits.MaxHeaders || !budget.TryTake(1))
        {
            node.Capped = true;
            return null;
        }

        SchemaProperty property = budget.Property(name, node);
        (node.Properties ??= new PropertyTable()).Add(property);
        return property;
    }
}
