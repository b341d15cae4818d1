namespace PodMirror.Agent.Receiver;

/// <summary>How a request's bytes are packed.</summary>
internal enum BodyCoding
{
    /// <summary>As they are.</summary>
    Identity,

    /// <summary>gzip (RFC 1952), one member after another.</summary>
    Gzip,

    /// <summary>zstd (RFC 8878), one frame after another.</summary>
    Zstd,
}
