using PodMirror.Catalog.Statistics;

namespace PodMirror.Catalog.Endpoints;

/// <summary>Who calls a service, how often and when.</summary>
internal sealed class CallerState(string name, RecentCalls recent)
{
    /// <summary>A service, Pod or address.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it tells of its calls itself.</summary>
    public bool Mirrored { get; set; }

    /// <summary>Calls at most.</summary>
    public long Calls { get; set; }

    /// <summary>By how many that may be too much.</summary>
    public long Error { get; set; }

    /// <summary>When the last call began, in milliseconds since 1970.</summary>
    public long LastSeen { get; set; }

    /// <summary>When calls were made.</summary>
    public RecentCalls Recent { get; } = recent;
}
