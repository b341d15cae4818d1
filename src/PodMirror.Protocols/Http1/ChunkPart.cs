namespace PodMirror.Protocols;

/// <summary>The parts of a chunked body.</summary>
internal enum ChunkPart : byte
{
    Size,
    Data,

    /// <summary>The line end after a chunk's data.</summary>
    DataEnd,

    Trailers,
    End,
    Invalid,
}
