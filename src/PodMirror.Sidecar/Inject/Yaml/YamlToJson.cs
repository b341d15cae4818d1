using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PodMirror.Sidecar.Inject;

/// <summary>The data of one YAML document as JSON, the way kubectl makes it: aliases and merge keys (<c>&lt;&lt;</c>) are written out.</summary>
/// <param name="events">The events of the document's node.</param>
internal sealed class YamlToJson(IReadOnlyList<ParsingEvent> events)
{
    /// <summary>Deeper than any object of Kubernetes, and as deep as the decision reads JSON.</summary>
    internal const int MaxDepth = 64;

    /// <summary>
    /// Characters of one document once its aliases are written out, with a charge for each node. A few lines of aliases of aliases stand for more
    /// than a machine holds; no manifest is larger than a file may be.
    /// </summary>
    internal const int MaxExpandedSize = ManifestText.MaxBytes;

    // Some of what a node takes beside its text, so that a million empty ones are not nothing.
    private const int NodeSize = 16;

    private readonly Dictionary<AnchorName, JsonNode?> _anchors = [];
    private int _next;
    private int _size;

    /// <summary>Reads the document.</summary>
    /// <exception cref="YamlException">It is none, or none that Kubernetes would take.</exception>
    internal JsonNode? Read() => ReadNode(0);

    private JsonNode? ReadNode(int depth)
    {
        ParsingEvent at = events[_next++];
        if (at is AnchorAlias alias)
        {
            return _anchors.TryGetValue(alias.Value, out JsonNode? original)
                ? Copy(original, alias, depth)
                : throw new YamlException(at.Start, at.Start, $"there is no anchor &{alias.Value} before it");
        }

        JsonNode? node = at switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart => ReadSequence(at, depth),
            _ => ReadMapping(at, depth),
        };
        if (at is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            _anchors[anchored.Anchor] = node;
        }

        return node;
    }

    private JsonNode? ReadScalar(Scalar scalar)
    {
        Charge(scalar, scalar.Value.Length);
        return YamlScalars.Read(scalar);
    }

    private JsonArray ReadSequence(ParsingEvent start, int depth)
    {
        Enter(start, depth);
        var array = new JsonArray();
        while (events[_next] is not SequenceEnd)
        {
            array.Add(ReadNode(depth + 1));
        }

        _next++;
        return array;
    }

    private JsonObject ReadMapping(ParsingEvent start, int depth)
    {
        Enter(start, depth);
        var members = new JsonObject();
        var merged = new HashSet<string>();
        while (events[_next] is not MappingEnd)
        {
            ParsingEvent key = events[_next];
            if (IsMerge(key))
            {
                _next++;
                Merge(members, merged, key, ReadNode(depth + 1));
            }
            else
            {
                ReadMember(members, merged, depth);
            }
        }

        _next++;
        return members;
    }

    private void ReadMember(JsonObject members, HashSet<string> merged, int depth)
    {
        ParsingEvent key = events[_next];
        string name = YamlScalars.KeyOf(ReadNode(depth + 1))
            ?? throw new YamlException(key.Start, key.Start, "a key that is no text; if it is to be one, it needs quotes");
        if (members.ContainsKey(name) && !merged.Remove(name))
        {
            throw new YamlException(key.Start, key.Start, $"the key {name} is there twice");
        }

        members[name] = ReadNode(depth + 1);
    }

    /// <summary>
    /// Adds the members of other maps. In YAML the map's own members win wherever they stand; kubectl lets the later of the two win, and it is
    /// kubectl's reading that reaches the cluster. Of several maps the first wins.
    /// </summary>
    private static void Merge(JsonObject members, HashSet<string> merged, ParsingEvent key, JsonNode? value)
    {
        JsonNode?[] others = value is JsonArray list ? [.. list.Reverse()] : [value];
        foreach (JsonNode? other in others)
        {
            if (other is not JsonObject map)
            {
                throw new YamlException(key.Start, key.Start, "a merge key needs a map or a list of maps");
            }

            KeyValuePair<string, JsonNode?>[] pairs = [.. map];
            map.Clear();
            foreach ((string name, JsonNode? member) in pairs)
            {
                members[name] = member;
                merged.Add(name);
            }
        }
    }

    private static bool IsMerge(ParsingEvent key) => key is Scalar { Value: "<<", Style: ScalarStyle.Plain };

    private JsonNode? Copy(JsonNode? original, AnchorAlias alias, int depth)
    {
        switch (original)
        {
            case JsonObject map:
                Enter(alias, depth);
                var members = new JsonObject();
                foreach ((string name, JsonNode? member) in map)
                {
                    Charge(alias, name.Length);
                    members.Add(name, Copy(member, alias, depth + 1));
                }

                return members;
            case JsonArray list:
                Enter(alias, depth);
                var array = new JsonArray();
                foreach (JsonNode? item in list)
                {
                    array.Add(Copy(item, alias, depth + 1));
                }

                return array;
            default:
                Charge(alias, original is JsonValue value && value.TryGetValue(out string? text) ? text.Length : 0);
                return original?.DeepClone();
        }
    }

    private void Enter(ParsingEvent at, int depth)
    {
        Charge(at, 0);
        if (depth >= MaxDepth)
        {
            throw new YamlException(at.Start, at.Start, $"nested deeper than {MaxDepth}");
        }
    }

    private void Charge(ParsingEvent at, int length)
    {
        _size += NodeSize + length;
        if (_size > MaxExpandedSize)
        {
            throw new YamlException(at.Start, at.Start, $"the document is larger than {MaxExpandedSize >> 20} MiB with its aliases written out");
        }
    }
}
