namespace PodMirror.Catalog.OpenApi;

/// <summary>What a description may have. Past a limit it is refused, and the answer says which.</summary>
public sealed record ImportLimits
{
    /// <summary>The limits of an agent.</summary>
    public static ImportLimits Default { get; } = new();

    /// <summary>Bytes. The largest public descriptions that were looked at have 2 MiB; a few of clouds have more and are no one service's.</summary>
    public int MaxBytes { get; init; } = 4 << 20;

    /// <summary>Objects and arrays within each other. Readers go down by recursion.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Values, those that aliases of YAML repeat included: a few lines of aliases can name billions.</summary>
    public int MaxValues { get; init; } = 500_000;

    /// <summary>Operations. As many as a fourth of the endpoints that a catalog has.</summary>
    public int MaxOperations { get; init; } = 2048;

    /// <summary>Characters of a path, as of a rule's template.</summary>
    public int MaxTemplateLength { get; init; } = 2048;

    /// <summary>Warnings that are told; a description that has more has them of the same kinds.</summary>
    public int MaxWarnings { get; init; } = 50;
}
