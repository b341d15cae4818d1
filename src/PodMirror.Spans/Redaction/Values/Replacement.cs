using System.Security.Cryptography;

namespace PodMirror.Spans;

/// <summary>Writes what stands in the place of a hidden value: ASCII letters, digits, * and :, which no form of content needs to escape.</summary>
internal static class Replacement
{
    /// <summary>Characters that a mask shows.</summary>
    private const int ShownCharacters = 4;

    // Of a shorter value the last four are half of it or more.
    private const int MinMaskedCharacters = 8;

    // A mask tells how long a value is, but a file in base64 needs no line of asterisks.
    private const int MaxAsterisks = 64;

    private const int HashBytes = 8;

    /// <summary>Writes the replacement.</summary>
    /// <param name="mode">How to hide.</param>
    /// <param name="value">The value, without escapes.</param>
    /// <param name="type">Its type, for <see cref="RedactionMode.Types"/>.</param>
    /// <param name="key">The key of hashes.</param>
    /// <param name="output">Where to.</param>
    internal static void Write(RedactionMode mode, ReadOnlySpan<byte> value, ReadOnlySpan<byte> type, ReadOnlySpan<byte> key, ByteBuffer output)
    {
        switch (mode)
        {
            case RedactionMode.Mask:
                WriteMask(value, output);
                break;
            case RedactionMode.Hash when !key.IsEmpty:
                WriteHash(value, key, output);
                break;
            case RedactionMode.Types:
                output.Append(type);
                break;
            default:
                output.Append(Redactor.Placeholder);
                break;
        }
    }

    private static void WriteMask(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        int characters = Utf8Characters(value);
        int shown = characters >= MinMaskedCharacters ? ShownCharacters : 0;
        output.AppendRoom(Math.Min(characters - shown, MaxAsterisks)).Fill((byte)'*');
        ReadOnlySpan<byte> last = shown == 0 ? default : value[^Math.Min(shown, value.Length)..];
        foreach (byte b in last)
        {
            output.Append(char.IsAsciiLetterOrDigit((char)b) ? b : (byte)'*');
        }
    }

    private static void WriteHash(ReadOnlySpan<byte> value, ReadOnlySpan<byte> key, ByteBuffer output)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, value, hash);
        Span<byte> hex = stackalloc byte[2 * HashBytes];
        Convert.TryToHexStringLower(hash[..HashBytes], hex, out _);
        output.Append("hash:"u8);
        output.Append(hex);
    }

    private static int Utf8Characters(ReadOnlySpan<byte> value)
    {
        int count = 0;
        foreach (byte b in value)
        {
            count += (b & 0xc0) == 0x80 ? 0 : 1;
        }

        return count;
    }
}
