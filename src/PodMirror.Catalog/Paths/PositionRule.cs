namespace PodMirror.Catalog.Paths;

/// <summary>What is decided about a place in the paths, by the user or by an uploaded description.</summary>
[Flags]
internal enum PositionRule
{
    /// <summary>Nothing: what is seen decides.</summary>
    None = 0,

    /// <summary>The literal stays one.</summary>
    Pinned = 1,

    /// <summary>Whatever stands behind it, and is no pinned literal, is the value of a parameter.</summary>
    Merged = 2,

    /// <summary>Nothing behind it is the value of a parameter.</summary>
    Split = 4,

    /// <summary>A part of a name that a protocol gives, as a method of gRPC: never a value, whatever the rules.</summary>
    Protocol = 16,

    /// <summary>It stands for a template that somebody declared.</summary>
    Declared = 8,
}
