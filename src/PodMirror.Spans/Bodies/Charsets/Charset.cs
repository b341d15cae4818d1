namespace PodMirror.Spans;

/// <summary>A charset that bodies are brought to UTF-8 from.</summary>
internal enum Charset
{
    /// <summary>UTF-8, none, or one that is not converted.</summary>
    None,

    /// <summary>windows-1252, for which the labels of ISO-8859-1 and US-ASCII stand, too.</summary>
    Windows1252,

    /// <summary>UTF-16, the low byte first.</summary>
    Utf16LittleEndian,

    /// <summary>UTF-16, the high byte first.</summary>
    Utf16BigEndian,
}
