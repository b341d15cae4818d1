namespace PodMirror.Spans;

/// <summary>Which kinds are looked for. The default value of the struct is none of them.</summary>
internal readonly record struct SensitiveKindSet
{
    private readonly ulong _bits;

    private SensitiveKindSet(ulong bits) => _bits = bits;

    /// <summary>Every kind.</summary>
    internal static SensitiveKindSet All { get; } = new(((1UL << SensitiveKinds.Count) - 1) & ~1UL);

    /// <summary>Every kind but addresses of machines, which are on nearly every line of what services tell each other.</summary>
    internal static SensitiveKindSet Default { get; } = All.Without(SensitiveKind.IpAddress).Without(SensitiveKind.MacAddress);

    /// <summary>Whether there is any.</summary>
    internal bool IsEmpty => _bits == 0;

    /// <summary>Whether a kind is in it.</summary>
    internal bool Contains(SensitiveKind kind) => ((_bits >> (int)kind) & 1) != 0;

    /// <summary>With a kind more.</summary>
    internal SensitiveKindSet With(SensitiveKind kind) => new((_bits | (1UL << (int)kind)) & All._bits);

    /// <summary>With a kind less.</summary>
    internal SensitiveKindSet Without(SensitiveKind kind) => new(_bits & ~(1UL << (int)kind));
}
