namespace PodMirror.Exchange;

/// <summary>How much of an exchange is told. Budgets give up bodies first, then fields, then the span; never the count.</summary>
public enum Detail : byte
{
    /// <summary>Everything.</summary>
    Full = 0,

    /// <summary>All but the bodies; their sizes stay.</summary>
    WithoutBodies = 1,

    /// <summary>Neither bodies nor header fields; method, path, status, sizes, times and trace context stay.</summary>
    WithoutFields = 2,

    /// <summary>Nothing but that it was: a count.</summary>
    CountOnly = 3,
}
