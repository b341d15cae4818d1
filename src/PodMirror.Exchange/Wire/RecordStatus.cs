namespace PodMirror.Exchange;

/// <summary>What a reader made of the bytes it was given.</summary>
public enum RecordStatus
{
    /// <summary>A whole record.</summary>
    Complete,

    /// <summary>The start of a record; call again with more.</summary>
    NeedMore,

    /// <summary>No record of this format.</summary>
    Rejected,
}
