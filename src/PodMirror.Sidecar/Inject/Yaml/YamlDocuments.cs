using System.Text.Json.Nodes;
using PodMirror.Injection;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PodMirror.Sidecar.Inject;

/// <summary>The documents of a YAML stream, each with its place in the text, and the data of those that somebody wants.</summary>
internal static class YamlDocuments
{
    /// <summary>Levels of a document that nobody looks into: more than anybody means, and each costs the parser time at every token.</summary>
    internal const int MaxPassedDepth = 1000;

    /// <summary>Reads them.</summary>
    /// <param name="text">The stream.</param>
    /// <param name="isWanted">Whether the data of a document of this apiVersion and kind are wanted; else only its syntax is checked.</param>
    /// <exception cref="YamlException">It is no YAML, or a document that is wanted is none that Kubernetes would take.</exception>
    internal static List<ManifestDocument> Read(string text, Func<string?, string?, bool> isWanted)
    {
        var documents = new List<ManifestDocument>();
        var parser = new Parser(new StringReader(text));
        var events = new List<ParsingEvent>();
        int depth = 0;
        while (Move(parser))
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxPassedDepth)
            {
                throw new YamlException(parser.Current.Start, parser.Current.Start, $"nested deeper than {MaxPassedDepth}");
            }

            switch (parser.Current)
            {
                case StreamStart or StreamEnd:
                    break;
                case DocumentStart:
                    events.Clear();
                    break;
                case DocumentEnd end:
                    documents.Add(Document(text, events, (int)end.Start.Index, isWanted));
                    break;
                default:
                    events.Add(parser.Current);
                    break;
            }
        }

        return documents;
    }

    /// <summary>The next event; what the library throws at some odd texts is a fault of the text like any other.</summary>
    private static bool Move(Parser parser)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            Mark at = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(at, at, "what follows cannot be read as YAML", e);
        }
    }

    private static ManifestDocument Document(string text, List<ParsingEvent> events, int limit, Func<string?, string?, bool> isWanted)
    {
        YamlStructure.Check(text, events);
        string? kind = Member(events, "kind");
        JsonNode? data = isWanted(Member(events, "apiVersion"), kind) ? new YamlToJson(events).Read() : null;
        return new ManifestDocument((int)events[0].Start.Index, Math.Min(End(text, events), limit), limit, data)
        {
            ForeignKind = data is null && HasTemplate(events) ? kind : null,
        };
    }

    private static bool HasTemplate(List<ParsingEvent> events)
    {
        int at = 0;
        foreach (string member in WorkloadKinds.UsualContainers)
        {
            at = at < 0 ? at : Find(events, at, member);
        }

        return at > 0 && events[at] is SequenceStart;
    }

    /// <summary>The text of a member of the document's own map, without making anything of the rest.</summary>
    private static string? Member(List<ParsingEvent> events, string name) =>
        Find(events, 0, name) is >= 0 and int at ? (events[at] as Scalar)?.Value : null;

    /// <summary>Where the value of a map's member is; -1 when it is no map, or has none of the name.</summary>
    private static int Find(List<ParsingEvent> events, int map, string name)
    {
        int next = map + 1;
        while (events[map] is MappingStart && events[next] is not MappingEnd)
        {
            int value = Skip(events, next);
            if (events[next] is Scalar key && key.Value == name)
            {
                return value;
            }

            next = Skip(events, value);
        }

        return -1;
    }

    /// <summary>Where the event after a node is.</summary>
    private static int Skip(List<ParsingEvent> events, int at)
    {
        int depth = 0;
        do
        {
            depth += events[at++].NestingIncrease;
        }
        while (depth > 0);
        return at;
    }

    /// <summary>Behind the last character of content. A block ends where the next thing begins; only what stands in it tells where it was.</summary>
    private static int End(string text, List<ParsingEvent> events)
    {
        int end = 0;
        foreach (ParsingEvent at in events)
        {
            int index = (int)at.End.Index;
            bool isBracket = at is MappingEnd or SequenceEnd && index < text.Length && text[index] is '}' or ']';
            end = Math.Max(end, at is MappingEnd or SequenceEnd ? (isBracket ? index + 1 : 0) : index);
        }

        return end;
    }
}
