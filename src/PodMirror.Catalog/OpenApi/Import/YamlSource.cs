using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PodMirror.Catalog.OpenApi.Import;

/// <summary>Reads YAML with the place of everything in it: one document of the core schema (YAML 1.2, chapter 10.3), and merge keys.</summary>
internal sealed class YamlSource(string text, SourceTree tree)
{
    private readonly Parser _parser = new(new StringReader(text));
    private readonly Dictionary<string, YamlAnchor> _anchors = [];
    private int _height;

    /// <summary>Reads all of it.</summary>
    /// <exception cref="SourceException">It is no YAML, or is past a limit.</exception>
    public JsonNode? Read()
    {
        Next();
        if (Next() is not DocumentStart)
        {
            throw Wrong("the text is empty");
        }

        Next();
        JsonNode? root = Value(0);
        Next();
        return Next() is StreamEnd ? root : throw Wrong("a second document");
    }

    private SourcePosition Position => _parser.Current is ParsingEvent current ? At(current.Start) : new SourcePosition(1, 1);

    private JsonNode? Value(int depth)
    {
        SourcePosition position = Position;
        switch (_parser.Current)
        {
            case AnchorAlias alias:
                return Repeat(alias.Value.Value, depth, position);
            case Scalar scalar:
                tree.Take(1, position);
                _height = 0;
                return Keep(scalar, Placed(YamlScalar.Of(scalar), position), 1);
            case MappingStart start:
                return Within(start, depth, () => Mapping(tree.Place(new JsonObject(), position), depth));
            case SequenceStart start:
                return Within(start, depth, () => Sequence(tree.Place(new JsonArray(), position), depth));
            default:
                throw Wrong("a value is missing");
        }
    }

    private JsonNode? Within(NodeEvent start, int depth, Func<JsonNode> read)
    {
        tree.Enter(depth + 1, Position);
        int before = tree.Values;
        tree.Take(1, Position);
        JsonNode node = read();
        return Keep(start, node, tree.Values - before);
    }

    private JsonObject Mapping(JsonObject members, int depth)
    {
        int height = 0;
        List<JsonObject> merged = [];
        while (Next() is not MappingEnd)
        {
            Scalar key = _parser.Current as Scalar ?? throw Wrong("a key that is no text");
            SourcePosition position = Position;
            bool merge = key.Style == ScalarStyle.Plain && key.Value == "<<";
            if (members.ContainsKey(key.Value))
            {
                throw new SourceException(position, $"{Excerpt.Of(key.Value)} twice in one mapping");
            }

            Next();
            JsonNode? value = Value(depth + 1);
            height = Math.Max(height, _height);
            if (merge)
            {
                merged.AddRange(Merged(value, position));
            }
            else
            {
                members.Add(key.Value, value);
            }
        }

        foreach (JsonObject other in merged)
        {
            Merge(members, other);
        }

        _height = height + 1;
        return members;
    }

    private static IEnumerable<JsonObject> Merged(JsonNode? value, SourcePosition position) => value switch
    {
        JsonObject one => [one],
        JsonArray many when many.All(m => m is JsonObject) => many.Cast<JsonObject>(),
        _ => throw new SourceException(position, "a merge key with something else than mappings"),
    };

    private static void Merge(JsonObject members, JsonObject other)
    {
        foreach (KeyValuePair<string, JsonNode?> member in other.ToArray())
        {
            if (!members.ContainsKey(member.Key))
            {
                // A node has one parent; what is merged was made for it alone.
                other.Remove(member.Key);
                members.Add(member.Key, member.Value);
            }
        }
    }

    private JsonArray Sequence(JsonArray items, int depth)
    {
        int height = 0;
        while (Next() is not SequenceEnd)
        {
            items.Add(Value(depth + 1));
            height = Math.Max(height, _height);
        }

        _height = height + 1;
        return items;
    }

    private JsonNode? Keep(NodeEvent start, JsonNode? node, int values)
    {
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = new YamlAnchor(node, values, _height);
        }

        return node;
    }

    // An anchor that is not complete yet is not known: an alias within it would never end.
    private JsonNode? Repeat(string name, int depth, SourcePosition position)
    {
        if (!_anchors.TryGetValue(name, out YamlAnchor anchor))
        {
            throw new SourceException(position, $"an alias of {Excerpt.Of(name)}, which is not there before it");
        }

        tree.Take(anchor.Values, position);
        tree.Enter(depth + anchor.Height, position);
        _height = anchor.Height;
        return Placed(anchor.Node?.DeepClone(), position);
    }

    private JsonNode? Placed(JsonNode? node, SourcePosition position) => node is null ? null : tree.Place(node, position);

    private ParsingEvent Next()
    {
        try
        {
            // Comments are events of the scanner only when they are asked for.
            return _parser.MoveNext() ? _parser.Current! : throw Wrong("the text ends too early");
        }
        catch (YamlException e)
        {
            throw new SourceException(At(e.Start), $"no YAML: {Excerpt.Of(e.Message)}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // What the library throws at some odd texts is a fault of the text like any other.
            throw new SourceException(Position, "what follows cannot be read as YAML");
        }
    }

    private SourceException Wrong(string message) => new(Position, message);

    private static SourcePosition At(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
