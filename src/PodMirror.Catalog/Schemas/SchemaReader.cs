using System.Text.Json;
using PodMirror.Catalog.Paths;

namespace PodMirror.Catalog.Schemas;

/// <summary>
/// Reads a body of JSON into a schema, token by token and without a document. A body that is cut off or no JSON gives what stands before that; the
/// objects that are still open then are not counted among those that lack a property.
/// </summary>
internal sealed class SchemaReader(SchemaBudget budget)
{
    // Names longer than this are data; they make their object a map.
    private const int LongestName = 128;

    // Keys that look like ids, beside each other: from here on they are data.
    private const int FewestDynamicKeys = 6;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64, CommentHandling = JsonCommentHandling.Skip };

    private readonly byte[] _unescaped = new byte[1024];
    private ValueTable? _values;
    private long _object;
    private int _nodes;

    /// <summary>Reads a body.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="root">Where it is added.</param>
    /// <param name="values">Takes in the scalars, so that they are known again in paths; null for requests.</param>
    /// <returns>Whether it was read to its end.</returns>
    public bool Read(ReadOnlySpan<byte> body, SchemaNode root, ValueTable? values)
    {
        _values = values;
        _nodes = 0;
        var reader = new Utf8JsonReader(body, isFinalBlock: false, new JsonReaderState(Options));
        return TryRead(ref reader) && Value(ref reader, root, [], 0);
    }

    private bool Value(ref Utf8JsonReader reader, SchemaNode node, scoped ReadOnlySpan<byte> name, int depth)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(ref reader, node, depth);
            case JsonTokenType.StartArray:
                return Array(ref reader, node, name, depth);
            case JsonTokenType.String:
                Text(ref reader, node, name);
                return true;
            case JsonTokenType.Number:
                Number(ref reader, node, name);
                return true;
            case JsonTokenType.Null:
                node.Nulls++;
                return true;
            default:
                node.Booleans++;
                return true;
        }
    }

    private bool Object(ref Utf8JsonReader reader, SchemaNode node, int depth)
    {
        long serial = ++_object;
        int hint = 0;
        while (TryRead(ref reader))
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                node.Objects++;
                return true;
            }

            if (!Property(ref reader, node, serial, ref hint, depth))
            {
                break;
            }
        }

        node.CutObjects++;
        foreach (SchemaProperty property in node.Named)
        {
            property.Present -= property.LastObject == serial ? 1 : 0;
        }

        return false;
    }

    private bool Property(ref Utf8JsonReader reader, SchemaNode node, long serial, ref int hint, int depth)
    {
        ReadOnlySpan<byte> name = Unescaped(ref reader);
        SchemaNode? place = Place(node, name, serial, ref hint, depth);
        if (place is null)
        {
            node.Capped = true;
            return TryRead(ref reader) && TrySkip(ref reader);
        }

        // Names without escapes lie in the body; the others in a buffer that the value may use again, and only provenance would miss them.
        return TryRead(ref reader) && Value(ref reader, place, reader.ValueIsEscaped ? [] : name, depth + 1);
    }

    private SchemaNode? Place(SchemaNode node, scoped ReadOnlySpan<byte> name, long serial, ref int hint, int depth)
    {
        if (depth >= budget.Limits.MaxSchemaDepth)
        {
            return null;
        }

        if (node.Values is not null)
        {
            return Member(node.Values, name);
        }

        node.Properties ??= new PropertyTable();
        SchemaProperty? property = node.Properties.Find(name, ref hint);
        if (property is null)
        {
            if (name.Length > LongestName || IsMap(node.Properties))
            {
                node.BecomeMap(budget);
                return Member(node.Values!, name);
            }

            if (!TryTake())
            {
                return null;
            }

            property = budget.Property(name, node);
            node.Properties.Add(property);
            hint = node.Properties.Count;
        }

        property.IsIn(serial);
        return property;
    }

    // A value of a map, whose keys are not kept: one that is secret hides them all.
    private SchemaNode Member(SchemaNode values, scoped ReadOnlySpan<byte> name)
    {
        if (!values.IsSecret && budget.IsSecret(name))
        {
            values.Hide();
        }

        return values;
    }

    private bool Array(ref Utf8JsonReader reader, SchemaNode node, scoped ReadOnlySpan<byte> name, int depth)
    {
        node.Arrays++;
        if (depth >= budget.Limits.MaxSchemaDepth || (node.Items is null && !TryTake()))
        {
            node.Capped = true;
            return TrySkip(ref reader);
        }

        node.Items ??= new SchemaNode(node.IsSecret);
        while (TryRead(ref reader))
        {
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                return true;
            }

            if (!Value(ref reader, node.Items, name, depth + 1))
            {
                return false;
            }
        }

        return false;
    }

    private void Text(ref Utf8JsonReader reader, SchemaNode node, scoped ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> text = Unescaped(ref reader);
        node.AddText(text);
        Remember(node, name, text);
    }

    private void Number(ref Utf8JsonReader reader, SchemaNode node, scoped ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> text = reader.ValueSpan;
        if (text.ContainsAny((byte)'.', (byte)'e', (byte)'E'))
        {
            node.Numbers++;
        }
        else
        {
            node.Integers++;
            Remember(node, name, text);
        }

        if (reader.TryGetDouble(out double number) && double.IsFinite(number))
        {
            node.AddNumber(number);
        }
    }

    // A secret in a path is not to be known again by anybody.
    private void Remember(SchemaNode node, scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> scalar)
    {
        if (!node.IsSecret)
        {
            _values?.Add(name, scalar);
        }
    }

    // A longer text is cut in its escaped form: it is neither a name nor the value of an enumeration.
    private ReadOnlySpan<byte> Unescaped(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped || reader.ValueSpan.Length > _unescaped.Length)
        {
            return reader.ValueSpan;
        }

        try
        {
            return _unescaped.AsSpan(0, reader.CopyString(_unescaped));
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair, which no UTF-8 can say.
            return reader.ValueSpan;
        }
    }

    private bool TryTake() => ++_nodes <= budget.Limits.MaxNodesPerSchema && budget.TryTake(1);

    private bool IsMap(PropertyTable properties)
    {
        if (properties.Count >= budget.Limits.MaxProperties)
        {
            return true;
        }

        // Looked at when the number of names doubles, so that adding one stays cheap.
        if (properties.Count < FewestDynamicKeys || (properties.Count & (properties.Count - 1)) != 0 && properties.Count != FewestDynamicKeys)
        {
            return false;
        }

        int ids = 0;
        foreach (SchemaProperty property in properties.All)
        {
            ids += LooksLikeData(property.Name) ? 1 : 0;
        }

        return ids * 10 >= properties.Count * 9;
    }

    private static bool LooksLikeData(ReadOnlySpan<byte> name)
    {
        Span<char> characters = stackalloc char[LongestName];
        return System.Text.Encoding.UTF8.TryGetChars(name, characters, out int written)
            && SegmentRecogniser.IsValue(SegmentRecogniser.Recognise(characters[..written]));
    }

    private static bool TryRead(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TrySkip(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
