namespace PodMirror.Capture;

/// <summary>The limits of reading capture files.</summary>
public static class FileLimits
{
    /// <summary>
    /// Bytes of one captured frame. Wireshark and libpcap stop at 262144; but with BIG TCP Linux hands out frames of 8 × 65535 bytes
    /// (GSO_MAX_SIZE) and their headers, so this is the next power of two.
    /// </summary>
    public const int MaxFrameBytes = 1 << 20;

    /// <summary>Bytes of a pcapng block that must lie in memory whole: what libpcap and Wireshark allow. Skipped blocks may be longer.</summary>
    public const int MaxBlockBytes = 16 << 20;

    /// <summary>Interfaces of a pcapng section: far more than a host has, at about 40 bytes each.</summary>
    public const int MaxInterfaces = 65_536;

    /// <summary>
    /// The latest time a frame may have, nanoseconds since 1970 (the year 2255); later ones are taken back to it,
    /// so that adding any time-out to a packet's time cannot overflow.
    /// </summary>
    public const long MaxTimestampNs = 9_000_000_000_000_000_000;

    /// <summary>Bytes read from a file at once, and the buffer's first size: beyond it, larger reads gain nothing.</summary>
    internal const int WindowBytes = 1 << 20;

    /// <summary>Bytes that the buffer may grow to: the largest block.</summary>
    internal const int MaxWindowBytes = MaxBlockBytes;

    /// <summary>Base-two logarithm of the zstd window, 128 MiB: what the zstd tool itself decodes by default.</summary>
    internal const int ZstdWindowLogMax = 27;
}
