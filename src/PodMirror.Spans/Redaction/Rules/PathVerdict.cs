namespace PodMirror.Spans;

/// <summary>What the paths of the rules say about a place of a document.</summary>
internal enum PathVerdict : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>What stands there is hidden.</summary>
    Secret,

    /// <summary>What stands there is shown, whatever it is called or looks like.</summary>
    Allowed,
}
