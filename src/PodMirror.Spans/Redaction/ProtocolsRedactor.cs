using System.Buffers;

namespace PodMirror.Spans;

/// <summary>
/// Writes the value of Sec-WebSocket-Protocol: scripts in browsers can set no other field of a WebSocket's handshake, so that tokens are sent
/// as one of its elements, by Kubernetes (<c>base64url.bearer.authorization.k8s.io.TOKEN</c>) among others. An element that may be one is hidden.
/// </summary>
internal static class ProtocolsRedactor
{
    // Registered names have at most 47 bytes, and words of at most 11.
    private const int MaxNameBytes = 48;
    private const int MaxWordBytes = 16;

    // "4" of v4, "31" of mqttv3.1, a year: more digits in a word are of a token.
    private const int MaxDigits = 4;

    private static readonly SearchValues<byte> Separators = SearchValues.Create(".-_/:+"u8);

    /// <summary>Writes the value, what is no name of a protocol replaced.</summary>
    internal static void Write(ValueRedactor values, RedactionMode mode, ReadOnlySpan<byte> value, ByteBuffer output)
    {
        bool isAfterKey = false;
        while (true)
        {
            int comma = value.IndexOf((byte)',');
            ReadOnlySpan<byte> element = comma < 0 ? value : value[..comma];
            ReadOnlySpan<byte> name = element.Trim(" \t"u8);
            int start = element.IndexOfAnyExcept(" \t"u8);
            output.Append(element[..Math.Max(0, start)]);
            if (isAfterKey || !IsName(name))
            {
                values.HideSecret(mode, default, name, output);
            }
            else
            {
                output.Append(name);
            }

            isAfterKey = !name.IsEmpty && name.Length <= MaxNameBytes && values.OfKey(name).Rule.IsSecretIn(NamePlaces.Body);
            if (comma < 0)
            {
                return;
            }

            output.Append((byte)',');
            value = value[(comma + 1)..];
        }
    }

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        if (name.Length > MaxNameBytes)
        {
            return false;
        }

        while (!name.IsEmpty)
        {
            int end = name.IndexOfAny(Separators);
            ReadOnlySpan<byte> word = end < 0 ? name : name[..end];
            name = end < 0 ? default : name[(end + 1)..];
            if (word.Length > MaxWordBytes || IsMixed(word))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsMixed(ReadOnlySpan<byte> word)
    {
        int digits = 0;
        foreach (byte b in word)
        {
            digits += char.IsAsciiDigit((char)b) ? 1 : 0;
        }

        return digits > MaxDigits || (digits > 0 && word.ContainsAnyInRange((byte)'A', (byte)'Z') && word.ContainsAnyInRange((byte)'a', (byte)'z'));
    }
}
