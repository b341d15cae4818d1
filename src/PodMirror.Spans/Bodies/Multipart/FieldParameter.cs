using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// Reads a parameter of a field's value: boundary of Content-Type (RFC 2046 section 5.1.1), name and filename of Content-Disposition.
/// </summary>
internal static class FieldParameter
{
    /// <summary>The value of the first parameter of a name, without its quotes; false when there is none.</summary>
    /// <param name="value">The field's value, from its first parameter's semicolon on or before it.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="found">Its value; a quoted one still has its backslashes, as browsers send none for what they escape.</param>
    internal static bool TryGet(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> found)
    {
        found = default;
        while (value.IndexOf((byte)';') is >= 0 and var semicolon)
        {
            value = value[(semicolon + 1)..].TrimStart(" \t\r\n"u8);
            int end = value.IndexOfAny((byte)'=', (byte)';');
            if (end < 0 || value[end] == ';')
            {
                continue;
            }

            ReadOnlySpan<byte> parameter = value[..end].TrimEnd(" \t"u8);
            value = value[(end + 1)..].TrimStart(" \t"u8);
            ReadOnlySpan<byte> taken = Take(ref value);
            if (Ascii.EqualsIgnoreCase(parameter, name))
            {
                found = taken;
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value[0] != '"')
        {
            int semicolon = value.IndexOf((byte)';');
            ReadOnlySpan<byte> token = semicolon < 0 ? value : value[..semicolon];
            value = value[token.Length..];
            return token.Trim(" \t\r\n"u8);
        }

        int end = 1;
        while (end < value.Length && value[end] != '"')
        {
            end += value[end] == '\\' ? 2 : 1;
        }

        end = Math.Min(end, value.Length);
        ReadOnlySpan<byte> quoted = value[1..end];
        value = value[end..];
        return quoted;
    }
}
