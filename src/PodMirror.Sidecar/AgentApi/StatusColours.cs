namespace PodMirror.Sidecar.AgentApi;

/// <summary>Colours of statuses on a terminal.</summary>
internal static class StatusColours
{
    /// <summary>What ends a colour.</summary>
    internal const string Plain = "\e[0m";

    /// <summary>What is of less interest.</summary>
    internal const string Faint = "\e[2m";

    /// <summary>What is worth a look.</summary>
    internal const string Yellow = "\e[33m";

    private const string Red = "\e[31m";
    private const string Green = "\e[32m";
    private const string Cyan = "\e[36m";

    /// <summary>The colour of a status; of none, as of a failure.</summary>
    internal static string Of(long? status) => status switch
    {
        null or >= 500 => Red,
        >= 400 => Yellow,
        >= 300 => Cyan,
        _ => Green,
    };

    /// <summary>A text in a colour.</summary>
    internal static string Paint(string colour, string text, bool isWanted) => isWanted ? colour + text + Plain : text;
}
