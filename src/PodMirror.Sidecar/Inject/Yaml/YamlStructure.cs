using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PodMirror.Sidecar.Inject;

/// <summary>
/// What the library makes of some texts that are no YAML: maps in which a key has no value, and aliases that it takes for keys wherever they
/// stand, as in <c>a: [] *b</c>, with the next key for a value and so on to the block's end. And what it reads in two ways: a document that begins
/// with a colon, which it takes for a part of the text or not, after what stands before it. Such a text is to be refused, not turned into another.
/// </summary>
internal static class YamlStructure
{
    /// <summary>Checks the events of a document.</summary>
    /// <exception cref="YamlException">They are not those of a document.</exception>
    internal static void Check(string text, IReadOnlyList<ParsingEvent> events)
    {
        // For each collection that is open: its start, and how many nodes it has so far. The document itself is the first.
        var open = new Stack<(ParsingEvent? Start, int Nodes)>([(null, 0)]);
        if (events is [Scalar { Style: ScalarStyle.Plain, Value.Length: > 0 } only, ..] && IsAtColon(text, (int)only.Start.Index))
        {
            throw new YamlException(only.Start, only.Start, "a document that begins with a colon");
        }

        foreach (ParsingEvent at in events)
        {
            (ParsingEvent? start, int nodes) = open.Pop();
            bool isAtKey = start is MappingStart && nodes % 2 == 0;
            if (at is MappingEnd or SequenceEnd)
            {
                if (start is MappingStart && !isAtKey)
                {
                    throw new YamlException(at.Start, at.Start, "a key without a value");
                }

                continue;
            }

            if (isAtKey && start is MappingStart { Style: MappingStyle.Block } && at is AnchorAlias && !IsMarked(text, at))
            {
                throw new YamlException(at.Start, at.Start, "an alias where a key belongs");
            }

            open.Push((start, nodes + 1));
            if (at is MappingStart or SequenceStart)
            {
                open.Push((at, 0));
            }
        }
    }

    private static bool IsAtColon(string text, int at) => (at < text.Length && text[at] == ':') || (at > 0 && text[at - 1] == ':');

    /// <summary>Whether what stands there is marked as a key, by a colon behind it or by a question mark before it.</summary>
    private static bool IsMarked(string text, ParsingEvent at) =>
        text.AsSpan((int)at.End.Index).TrimStart(' ').StartsWith(':') || text.AsSpan(0, (int)at.Start.Index).TrimEnd(' ').EndsWith('?');
}
