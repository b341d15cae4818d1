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
}
