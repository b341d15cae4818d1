using PodMirror.Injection;

namespace PodMirror.Sidecar.Inject;

/// <summary>What the command line of inject or uninject asks for.</summary>
internal sealed record InjectOptions
{
    /// <summary>Files, folders, and <c>-</c> for standard input, in the order in which they are given out.</summary>
    internal required IReadOnlyList<string> Files { get; init; }

    /// <summary>Where the manifests go; null for standard output.</summary>
    internal string? Output { get; init; }

    /// <summary>Whether the report is for machines.</summary>
    internal bool Json { get; init; }

    /// <summary>A file of injection settings; null for the usual ones.</summary>
    internal string? Config { get; init; }

    /// <summary>The image of both containers, instead of that of the settings.</summary>
    internal string? Image { get; init; }

    /// <summary>Where spans go, instead of where the settings say.</summary>
    internal string? Endpoint { get; init; }

    /// <summary>What is captured where a Pod does not say; null leaves it to its namespace.</summary>
    internal MirrorMode? Mode { get; init; }

    /// <summary>Whether the containers become native sidecars; null leaves it to the settings.</summary>
    internal bool? NativeSidecars { get; init; }
}
