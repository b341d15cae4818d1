namespace PodMirror.Spans;

/// <summary>How the decoding of one coding ended.</summary>
internal enum DecodeStatus
{
    /// <summary>At the coding's own end.</summary>
    Complete,

    /// <summary>At the end of the input, before the coding's; what was decoded until there is good.</summary>
    InputEnded,

    /// <summary>At the bound of the output; more would follow.</summary>
    OutputFull,

    /// <summary>At bytes that no encoder makes.</summary>
    Invalid,
}
