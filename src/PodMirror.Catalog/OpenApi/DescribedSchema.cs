namespace PodMirror.Catalog.OpenApi;

/// <summary>
/// A schema of a description, as far as it is compared. It may hold itself, as a tree's node holds nodes: whoever walks through it goes as deep as
/// what was seen.
/// It is filled while the description is read, and never changes afterwards.
/// </summary>
public sealed class DescribedSchema
{
    /// <summary>The types that it says; none when it says nothing.</summary>
    public JsonTypes Types { get; internal set; }

    /// <summary>The format that it asks of what has one; null when it asks for none.</summary>
    public string? Format { get; internal set; }

    /// <summary>The strings that it allows; null when it does not list them, or lists other values.</summary>
    public IReadOnlyList<string>? Enumeration { get; internal set; }

    /// <summary>The properties that it names.</summary>
    public IReadOnlyDictionary<string, DescribedSchema> Properties { get; internal set; } = EmptyProperties;

    /// <summary>The properties that have to be there.</summary>
    public IReadOnlySet<string> Required { get; internal set; } = EmptyNames;

    /// <summary>What arrays hold; null when that is not said.</summary>
    public DescribedSchema? Items { get; internal set; }

    /// <summary>What properties without a name hold; null when that is not said. It is said with <c>true</c>, too.</summary>
    public DescribedSchema? AdditionalProperties { get; internal set; }

    /// <summary>Patterns of names that have schemas of their own: then any name may be meant.</summary>
    public bool HasPatterns { get; internal set; }

    /// <summary>Schemas that hold as well.</summary>
    public IReadOnlyList<DescribedSchema> AllOf { get; internal set; } = [];

    /// <summary>Schemas of which one at least holds.</summary>
    public IReadOnlyList<DescribedSchema> AnyOf { get; internal set; } = [];

    /// <summary>Whether it is only in responses.</summary>
    public bool ReadOnly { get; internal set; }

    /// <summary>Whether it is only in requests.</summary>
    public bool WriteOnly { get; internal set; }

    private static readonly Dictionary<string, DescribedSchema> EmptyProperties = [];
    private static readonly HashSet<string> EmptyNames = [];
}
