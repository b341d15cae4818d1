namespace PodMirror.Catalog.OpenApi;

/// <summary>The types of JSON Schema.</summary>
[Flags]
public enum JsonTypes
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Null.</summary>
    Null = 1,

    /// <summary>True and false.</summary>
    Boolean = 2,

    /// <summary>Whole numbers.</summary>
    Integer = 4,

    /// <summary>Numbers, whole ones included.</summary>
    Number = 8,

    /// <summary>Text.</summary>
    String = 16,

    /// <summary>Objects.</summary>
    Object = 32,

    /// <summary>Arrays.</summary>
    Array = 64,

    /// <summary>Every one.</summary>
    All = 127,
}
