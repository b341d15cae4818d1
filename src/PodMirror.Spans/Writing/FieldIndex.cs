using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// The lines of one field section, cut once: where each stands, which have the same name, and where the known ones are.
/// Used again for each message; holds no bytes itself.
/// </summary>
internal sealed class FieldIndex
{
    /// <summary>
    /// Lines that are kept of a section. Servers take 100 (Apache, Node) to 1000; past this limit lines are counted, not shown,
    /// because finding those of one name among n costs n² steps.
    /// </summary>
    internal const int MaxLines = 256;

    private const short NoLine = -1;

    private readonly Line[] _lines = new Line[MaxLines];
    private readonly short[] _known = new short[KnownFields.Count];

    /// <summary>Lines that are kept.</summary>
    internal int Count { get; private set; }

    /// <summary>Lines past the limit, and lines whose name is no token and so no part of an attribute's name.</summary>
    internal int Dropped { get; private set; }

    /// <summary>Cuts a section into its lines.</summary>
    internal void Build(ReadOnlySpan<byte> section)
    {
        Count = 0;
        Dropped = 0;
        Array.Fill(_known, NoLine);
        foreach (FieldLine line in new FieldLines(section))
        {
            if (Count == MaxLines || (line.Anomalies & Anomalies.FieldLineInvalid) != 0)
            {
                Dropped++;
                continue;
            }

            section.Overlaps(line.Name, out int nameStart);
            int valueStart = 0;
            if (!line.Value.IsEmpty)
            {
                section.Overlaps(line.Value, out valueStart);
            }

            Add(section, new Line(nameStart, line.Name.Length, valueStart, line.Value.Length, Hash(line.Name)));
        }
    }

    /// <summary>Whether a line is the first of its name.</summary>
    internal bool IsFirst(int line) => _lines[line].IsFirst;

    /// <summary>The next line of the same name, or -1.</summary>
    internal int Next(int line) => _lines[line].Next;

    /// <summary>The line's name.</summary>
    internal ReadOnlySpan<byte> Name(ReadOnlySpan<byte> section, int line) => section.Slice(_lines[line].NameStart, _lines[line].NameLength);

    /// <summary>The line's value.</summary>
    internal ReadOnlySpan<byte> Value(ReadOnlySpan<byte> section, int line) => section.Slice(_lines[line].ValueStart, _lines[line].ValueLength);

    /// <summary>The first line of a known field, or -1.</summary>
    internal int Find(KnownField field) => _known[(int)field];

    /// <summary>The value of the first line of a known field; empty when there is none.</summary>
    internal ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> section, KnownField field) =>
        _known[(int)field] is >= 0 and var line ? Value(section, line) : default;

    private void Add(ReadOnlySpan<byte> section, Line line)
    {
        ReadOnlySpan<byte> name = section.Slice(line.NameStart, line.NameLength);
        for (int other = 0; other < Count; other++)
        {
            ref Line before = ref _lines[other];
            if (before.Hash == line.Hash && before.Next == NoLine && Ascii.EqualsIgnoreCase(Name(section, other), name))
            {
                before.Next = (short)Count;
                line.IsFirst = false;
                break;
            }
        }

        KnownField known = line.IsFirst ? KnownFields.Of(name) : KnownField.None;
        if (known != KnownField.None)
        {
            _known[(int)known] = (short)Count;
        }

        _lines[Count++] = line;
    }

    // Length, first and last letters tell most names of one message apart; the comparison decides.
    private static int Hash(ReadOnlySpan<byte> name) =>
        name.Length | ((name[0] | 0x20) << 8) | ((name[^1] | 0x20) << 16) | ((name[name.Length / 2] | 0x20) << 24);

    private struct Line(int nameStart, int nameLength, int valueStart, int valueLength, int hash)
    {
        internal readonly int NameStart = nameStart;
        internal readonly int NameLength = nameLength;
        internal readonly int ValueStart = valueStart;
        internal readonly int ValueLength = valueLength;
        internal readonly int Hash = hash;
        internal short Next = NoLine;
        internal bool IsFirst = true;
    }
}
