namespace PodMirror.Protocols;

/// <summary>Where a reader of server-sent events is in a line.</summary>
internal enum LinePart : byte
{
    /// <summary>Before its first byte.</summary>
    Start,

    /// <summary>In the byte order mark that the stream may begin with.</summary>
    ByteOrderMark,

    /// <summary>In what may become the name of a data line.</summary>
    Name,

    /// <summary>Behind the colon of a data line.</summary>
    Colon,

    /// <summary>In the value of a data line.</summary>
    Value,

    /// <summary>In a line that is passed over.</summary>
    Passed,
}
