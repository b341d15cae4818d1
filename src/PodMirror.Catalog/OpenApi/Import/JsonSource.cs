using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodMirror.Catalog.OpenApi.Import;

/// <summary>Reads JSON with the place of everything in it.</summary>
internal ref struct JsonSource(ReadOnlySpan<byte> text, SourceTree tree, ImportLimits limits)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private Utf8JsonReader _reader = new(text, new JsonReaderOptions { MaxDepth = limits.MaxDepth });
    private int _counted;
    private int _line = 1;
    private int _lineStart;

    /// <summary>Reads all of it.</summary>
    /// <exception cref="SourceException">It is no JSON, or is past a limit.</exception>
    public JsonNode? Read()
    {
        try
        {
            _reader.Read();
            JsonNode? root = Value();
            _reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            throw new SourceException(new SourcePosition((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1), Said(e));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8, which the reader notices when the string is asked for.
            throw new SourceException(Position(), "a string that is no UTF-8");
        }
    }

    private JsonNode? Value()
    {
        SourcePosition position = Position();
        tree.Take(1, position);
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(tree.Place(new JsonObject(), position));
            case JsonTokenType.StartArray:
                return Array(tree.Place(new JsonArray(), position));
            case JsonTokenType.String:
                return tree.Place(JsonValue.Create(_reader.GetString()!), position);
            case JsonTokenType.Number:
                return tree.Place(Number(), position);
            case JsonTokenType.Null:
                return null;
            default:
                return tree.Place(JsonValue.Create(_reader.GetBoolean()), position);
        }
    }

    private JsonObject Object(JsonObject members)
    {
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = _reader.GetString()!;
            if (members.ContainsKey(name))
            {
                throw new SourceException(Position(), $"{Excerpt.Of(name)} twice in one object");
            }

            _reader.Read();
            members.Add(name, Value());
        }

        return members;
    }

    private JsonArray Array(JsonArray items)
    {
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value());
        }

        return items;
    }

    private readonly JsonValue Number() =>
        _reader.TryGetInt64(out long whole) ? JsonValue.Create(whole)
        : _reader.TryGetDecimal(out decimal exact) ? JsonValue.Create(exact)
        : _reader.TryGetDouble(out double number) && double.IsFinite(number) ? JsonValue.Create(number)
        : JsonValue.Create(0);

    // Tokens come one behind the other, so that lines are counted once.
    private SourcePosition Position()
    {
        int at = (int)_reader.TokenStartIndex;
        for (int next; (next = _text[_counted..at].IndexOf((byte)'\n')) >= 0; _line++)
        {
            _counted += next + 1;
            _lineStart = _counted;
        }

        return new SourcePosition(_line, at - _lineStart + 1);
    }

    // The library adds the place to its words, from 0.
    private static string Said(JsonException e)
    {
        int place = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string said = place < 0 ? e.Message : e.Message[..place];
        return string.Create(CultureInfo.InvariantCulture, $"no JSON: {said}");
    }
}
