namespace PodMirror.Spans;

/// <summary>The form of lists in OpenTelemetry's variables: <c>name=value,name=value</c> with percent-encoded values (W3C Baggage).</summary>
internal static class KeyValueList
{
    /// <summary>Reads a list, all or nothing: false when a pair has no =, no name, or a % that begins no code. No text is an empty list.</summary>
    internal static bool TryParse(string? text, out List<KeyValuePair<string, string>> pairs)
    {
        pairs = [];
        foreach (string pair in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !IsEncoded(pair.AsSpan(equals + 1)))
            {
                pairs = [];
                return false;
            }

            pairs.Add(new(pair[..equals].Trim(), Uri.UnescapeDataString(pair[(equals + 1)..].Trim())));
        }

        return true;
    }

    private static bool IsEncoded(ReadOnlySpan<char> value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            bool isCode = i + 2 < value.Length && char.IsAsciiHexDigit(value[i + 1]) && char.IsAsciiHexDigit(value[i + 2]);
            if (value[i] == '%' && !isCode)
            {
                return false;
            }
        }

        return true;
    }
}
