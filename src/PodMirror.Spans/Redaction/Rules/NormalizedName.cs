namespace PodMirror.Spans;

/// <summary>
/// A name brought to the form in which secret names are compared: ASCII letters and digits only, in lower case.
/// <c>X-Api-Key</c>, <c>x_api_key</c> and <c>XApiKey</c> are one name to it, and so they are to the people who choose such names.
/// </summary>
internal static class NormalizedName
{
    /// <summary>Longest normalised name that is compared whole; longer than any name that is in a list.</summary>
    internal const int MaxBytes = 64;

    /// <summary>Bytes of a percent-encoded name that are looked at; of a longer one, its end.</summary>
    internal const int MaxEncodedBytes = 256;

    private static readonly byte[] Map = BuildMap();

    /// <summary>
    /// Normalises a name; of one that is too long, its end, as the word that tells ("password") stands there.
    /// </summary>
    /// <param name="name">The name, percent-encoding removed.</param>
    /// <param name="destination">At least <see cref="MaxBytes"/> long.</param>
    /// <returns>Bytes written.</returns>
    internal static int Write(ReadOnlySpan<byte> name, Span<byte> destination)
    {
        int at = name.Length - 1;
        int length = 0;
        while (at >= 0 && length < MaxBytes)
        {
            byte mapped = Map[name[at--]];
            destination[MaxBytes - 1 - length] = mapped;
            length += mapped == 0 ? 0 : 1;
        }

        destination.Slice(MaxBytes - length, length).CopyTo(destination);
        return length;
    }

    /// <summary>The normalised form of a name of a list or an option.</summary>
    internal static byte[] Of(string name)
    {
        Span<byte> normalized = stackalloc byte[MaxBytes];
        int length = Write(System.Text.Encoding.UTF8.GetBytes(name), normalized);
        return normalized[..length].ToArray();
    }

    private static byte[] BuildMap()
    {
        var map = new byte[256];
        for (int c = 0; c < 128; c++)
        {
            map[c] = char.IsAsciiLetterOrDigit((char)c) ? (byte)char.ToLowerInvariant((char)c) : (byte)0;
        }

        return map;
    }
}
