using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Looks one field up in a section that is looked into only now and then, and so has no index.</summary>
internal static class FieldValue
{
    /// <summary>The value of the first line of a name.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> section, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        foreach (FieldLine line in new FieldLines(section))
        {
            if (Ascii.EqualsIgnoreCase(line.Name, name))
            {
                value = line.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The same; empty when there is none.</summary>
    internal static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> section, ReadOnlySpan<byte> name) =>
        TryFind(section, name, out ReadOnlySpan<byte> value) ? value : default;
}
