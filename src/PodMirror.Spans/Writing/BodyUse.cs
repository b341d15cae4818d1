namespace PodMirror.Spans;

/// <summary>What a body is used for.</summary>
internal enum BodyUse
{
    /// <summary>Nothing: only its size is told.</summary>
    None,

    /// <summary>It is read for what is called, and not shown.</summary>
    Read,

    /// <summary>It is read and shown.</summary>
    Shown,
}
