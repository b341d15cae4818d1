namespace PodMirror.Protocols;

/// <summary>
/// Where a reader is:
/// <code>
///   Start ──► Head ──► Length, Chunked, UntilClose ──► Start
///     ▲         │ gap          │ gap past what framing tells
///     └─────────┴──── Lost ◄───┘   until a segment begins with a message
/// </code>
/// </summary>
internal enum ReaderState : byte
{
    /// <summary>Before a message. When not in step with the messages, only a segment's first byte may begin one.</summary>
    Start,

    /// <summary>In a head that has not ended within one delivery.</summary>
    Head,

    Length,
    Chunked,
    UntilClose,

    /// <summary>In a body whose framing was lost.</summary>
    Lost,
}
