namespace PodMirror.Agent.Catalog;

/// <summary>How a start found the catalog's state. The names, in snake case, are the outcomes in the metrics.</summary>
internal enum StateOutcome
{
    /// <summary>There was none; the catalog begins with what is in the store.</summary>
    None,

    /// <summary>It was loaded.</summary>
    Loaded,

    /// <summary>It could not be read, and was set aside; the catalog begins with what is in the store.</summary>
    SetAside,
}
