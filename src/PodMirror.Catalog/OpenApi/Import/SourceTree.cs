using System.Text.Json.Nodes;

namespace PodMirror.Catalog.OpenApi.Import;

/// <summary>The data of a text, with the place of each object, array and value in it.</summary>
internal sealed class SourceTree(ImportLimits limits)
{
    private readonly Dictionary<JsonNode, SourcePosition> _positions = new(ReferenceEqualityComparer.Instance);

    /// <summary>All of it.</summary>
    public JsonObject Root { get; set; } = [];

    /// <summary>Values so far.</summary>
    public int Values { get; private set; }

    /// <summary>Counts values before they are made.</summary>
    /// <exception cref="SourceException">There are too many.</exception>
    public void Take(int count, SourcePosition position)
    {
        if (count > limits.MaxValues - Values)
        {
            throw new SourceException(position, $"more than {limits.MaxValues} values, with what aliases repeat");
        }

        Values += count;
    }

    /// <summary>Says that one goes deeper.</summary>
    /// <exception cref="SourceException">It is too deep.</exception>
    public void Enter(int depth, SourcePosition position)
    {
        if (depth > limits.MaxDepth)
        {
            throw new SourceException(position, $"nested deeper than {limits.MaxDepth}");
        }
    }

    /// <summary>Remembers where something stands.</summary>
    public T Place<T>(T node, SourcePosition position)
        where T : JsonNode
    {
        _positions.TryAdd(node, position);
        return node;
    }

    /// <summary>Where something stands, or else what holds it.</summary>
    public SourcePosition PositionOf(JsonNode? node)
    {
        for (JsonNode? at = node; at is not null; at = at.Parent)
        {
            if (_positions.TryGetValue(at, out SourcePosition position))
            {
                return position;
            }
        }

        return new SourcePosition(1, 1);
    }

    /// <summary>Where a JSON pointer (RFC 6901) leads, as far as it leads anywhere.</summary>
    /// <param name="pointer">The pointer, perhaps with a number sign before it.</param>
    public SourcePosition PositionOf(string? pointer)
    {
        JsonNode at = Root;
        foreach (string part in (pointer ?? "").TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Child(at, JsonPointers.Unescape(part)) is not JsonNode next)
            {
                break;
            }

            at = next;
        }

        return PositionOf(at);
    }

    /// <summary>What stands under a name or number.</summary>
    public static JsonNode? Child(JsonNode at, string name) => at switch
    {
        JsonObject members => members[name],
        JsonArray items when int.TryParse(name, out int index) && (uint)index < (uint)items.Count => items[index],
        _ => null,
    };
}
