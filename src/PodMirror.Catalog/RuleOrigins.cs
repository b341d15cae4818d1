namespace PodMirror.Catalog;

/// <summary>Who says a rule: it holds while one of them does.</summary>
[Flags]
public enum RuleOrigins
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>A user.</summary>
    User = 1,

    /// <summary>The description that somebody uploaded.</summary>
    Description = 2,
}
