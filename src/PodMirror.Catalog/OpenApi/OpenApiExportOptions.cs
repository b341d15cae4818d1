namespace PodMirror.Catalog.OpenApi;

/// <summary>What a description that is written says of the service beyond what was seen.</summary>
public sealed record OpenApiExportOptions
{
    /// <summary>The least evidence there is.</summary>
    public static OpenApiExportOptions Default { get; } = new();

    /// <summary>The title; the service's name when it is null.</summary>
    public string? Title { get; init; }

    /// <summary>The version of the API; the day of the last call when it is null.</summary>
    public string? Version { get; init; }

    /// <summary>Where the service is; <c>/</c> when there is none.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    /// <summary>
    /// Whole objects, or calls, that must all have had a property or parameter before it is called required. One that is in seven of ten is in all of
    /// twenty by chance once in 1250 times.
    /// </summary>
    public int FewestForRequired { get; init; } = 20;

    /// <summary>How many times as many values as different ones must have come before they are called all there are.</summary>
    public int TimesForEnumeration { get; init; } = 25;
}
