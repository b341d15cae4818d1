namespace PodMirror.Spans;

/// <summary>The part of a message in which something sensitive stands.</summary>
internal enum PlaceKind : byte
{
    /// <summary>Within a value whose place is told by who looks into it.</summary>
    None,

    /// <summary>A field of the header.</summary>
    Header,

    /// <summary>A field of the trailer.</summary>
    Trailer,

    /// <summary>A cookie, of Cookie or Set-Cookie.</summary>
    Cookie,

    /// <summary>A key of the target's query.</summary>
    Query,

    /// <summary>The target's path.</summary>
    Path,

    /// <summary>The authority: user information.</summary>
    Authority,

    /// <summary>The body, or a message in it.</summary>
    Body,
}
