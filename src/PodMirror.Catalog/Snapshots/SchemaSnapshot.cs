namespace PodMirror.Catalog;

/// <summary>What was seen at one place of a body or parameter, in the terms of JSON Schema.</summary>
public sealed record SchemaSnapshot
{
    /// <summary>
    /// The types seen, without null: <c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>, <c>object</c>, <c>array</c>. More than one is a
    /// conflict.
    /// </summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>Whether null was seen.</summary>
    public bool Nullable { get; init; }

    /// <summary>Values seen.</summary>
    public int Seen { get; init; }

    /// <summary>The format that all strings have; null when there is none.</summary>
    public string? Format { get; init; }

    /// <summary>All strings seen, when they are few and came often; null otherwise.</summary>
    public IReadOnlyList<string>? Enumeration { get; init; }

    /// <summary>A string that was seen, redacted by the sidecar; null when none is short enough.</summary>
    public string? Example { get; init; }

    /// <summary>Whether what stood here was hidden, and so has the type and format of what hid it.</summary>
    internal bool IsHidden => Example is not null && OpenApi.Export.RedactionMarks.IsIn(Example);

    /// <summary>The least number seen.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest number seen.</summary>
    public double? Maximum { get; init; }

    /// <summary>The properties of its objects, in the order in which they came first.</summary>
    public IReadOnlyList<PropertySnapshot> Properties { get; init; } = [];

    /// <summary>What its arrays hold; null when all were empty, or there were none.</summary>
    public SchemaSnapshot? Items { get; init; }

    /// <summary>What the values of its objects are when their keys are data; null otherwise.</summary>
    public SchemaSnapshot? AdditionalProperties { get; init; }

    /// <summary>Whether a limit kept something of it out.</summary>
    public bool Capped { get; init; }
}
