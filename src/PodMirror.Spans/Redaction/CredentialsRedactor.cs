using System.Buffers;

namespace PodMirror.Spans;

/// <summary>Hides credentials and keeps their scheme: <c>Bearer REDACTED</c> (RFC 9110 section 11.4).</summary>
internal static class CredentialsRedactor
{
    // Longest scheme in use: AWS4-ECDSA-P256-SHA256.
    private const int MaxSchemeBytes = 24;

    private static readonly SearchValues<byte> SchemeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-"u8);

    private static readonly byte[][] NumberedSchemes =
        ["AWS4-HMAC-SHA256"u8.ToArray(), "AWS4-ECDSA-P256-SHA256"u8.ToArray(), "SCRAM-SHA-1"u8.ToArray(), "SCRAM-SHA-256"u8.ToArray()];

    /// <summary>
    /// Writes the value of an Authorization field. A first word is a scheme when it looks like one and something follows it;
    /// a value of one word is a secret that was sent without a scheme.
    /// </summary>
    /// <param name="values">Hides the credentials.</param>
    /// <param name="mode">How.</param>
    /// <param name="value">The field's value.</param>
    /// <param name="output">Where to.</param>
    internal static void Write(ValueRedactor values, RedactionMode mode, ReadOnlySpan<byte> value, ByteBuffer output)
    {
        ReadOnlySpan<byte> credentials = value;
        int space = value.IndexOfAny((byte)' ', (byte)'\t');
        if (space > 0 && IsScheme(value[..space]))
        {
            output.Append(value[..space]);
            output.Append((byte)' ');
            credentials = value[space..].TrimStart(" \t"u8);
        }

        // The scheme tells the detectors what follows it.
        values.Detect("authorization"u8, value);
        values.HideSecret(mode, default, credentials, output);
    }

    private static bool IsScheme(ReadOnlySpan<byte> word)
    {
        if (word.Length <= MaxSchemeBytes && word.IndexOfAnyExcept(SchemeCharacters) < 0)
        {
            return true;
        }

        foreach (byte[] scheme in NumberedSchemes)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(word, scheme))
            {
                return true;
            }
        }

        return false;
    }
}
