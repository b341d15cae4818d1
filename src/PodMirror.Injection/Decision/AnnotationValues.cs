namespace PodMirror.Injection;

/// <summary>
/// What annotation values mean. White space around them and case do not matter, as people write True and YAML tools fold; anything else
/// that is not in the contract means nothing.
/// </summary>
public static class AnnotationValues
{
    /// <summary>Reads true or false.</summary>
    public static bool TryBoolean(string value, out bool result)
    {
        string word = value.Trim();
        result = word.Equals("true", StringComparison.OrdinalIgnoreCase);
        return result || word.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads a mode.</summary>
    public static bool TryMode(string value, out MirrorMode mode)
    {
        MirrorMode? found = value.Trim().ToUpperInvariant() switch
        {
            "INGRESS" => MirrorMode.Ingress,
            "EGRESS" => MirrorMode.Egress,
            "INGRESS_AND_EGRESS" => MirrorMode.IngressAndEgress,
            _ => null,
        };
        mode = found.GetValueOrDefault();
        return found is not null;
    }

    /// <summary>The word of a mode.</summary>
    public static string Word(this MirrorMode mode) => mode switch
    {
        MirrorMode.Ingress => "ingress",
        MirrorMode.Egress => "egress",
        _ => "ingress_and_egress",
    };

    /// <summary>A value as it is repeated: it is somebody's text, so a long one, or one with line breaks, is not repeated as it is.</summary>
    /// <param name="value">The value.</param>
    /// <param name="most">How many characters of it at most.</param>
    public static string Shortened(string value, int most = 40)
    {
        string line = string.Concat(value.Select(c => char.IsControl(c) ? ' ' : c));
        if (line.Length <= most)
        {
            return line;
        }

        int end = char.IsHighSurrogate(line[most - 1]) ? most - 1 : most;
        return string.Concat(line.AsSpan(0, end), "…");
    }
}
