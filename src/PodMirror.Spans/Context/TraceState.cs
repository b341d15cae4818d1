using System.Buffers;

namespace PodMirror.Spans;

/// <summary>The field tracestate (W3C Trace Context Level 2, section 3.3): members of all its lines, joined without the spaces around them.</summary>
internal static class TraceState
{
    /// <summary>Longest state that is kept: what every vendor must propagate (section 3.3.1.5).</summary>
    internal const int MaxBytes = 512;

    /// <summary>The most members that a list may have (section 3.3.1.1).</summary>
    internal const int MaxMembers = 32;

    private const int MaxPartBytes = 256;

    private static readonly SearchValues<byte> KeyBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-*/@"u8);

    /// <summary>Appends the members of one line to those of the lines before.</summary>
    /// <param name="line">The line's value.</param>
    /// <param name="output">Holds the members of the lines before, and nothing else.</param>
    /// <param name="members">How many they are.</param>
    /// <returns>False when the whole state is to be left out: a member that is none, too many, or too long.</returns>
    internal static bool TryAppend(ReadOnlySpan<byte> line, ByteBuffer output, ref int members)
    {
        while (!line.IsEmpty)
        {
            int comma = line.IndexOf((byte)',');
            ReadOnlySpan<byte> member = (comma < 0 ? line : line[..comma]).Trim(" \t"u8);
            line = comma < 0 ? default : line[(comma + 1)..];

            // Members that are empty are allowed, and mean nothing (section 3.3.1.1).
            if (member.IsEmpty)
            {
                continue;
            }

            if (++members > MaxMembers || !IsMember(member))
            {
                return false;
            }

            output.Append(output.Length == 0 ? default : ","u8);
            output.Append(member);
            if (output.Length > MaxBytes)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsMember(ReadOnlySpan<byte> member)
    {
        int equals = member.IndexOf((byte)'=');
        if (equals is < 1 or > MaxPartBytes)
        {
            return false;
        }

        ReadOnlySpan<byte> key = member[..equals];
        ReadOnlySpan<byte> value = member[(equals + 1)..];
        return (char.IsAsciiLetterLower((char)key[0]) || char.IsAsciiDigit((char)key[0])) && key.IndexOfAnyExcept(KeyBytes) < 0
            && value.Length is > 0 and <= MaxPartBytes && value.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 && !value.Contains((byte)'=');
    }
}
