namespace PodMirror.Sidecar.Mirror;

/// <summary>Where tme is, who it must be, and how much may wait for it.</summary>
internal sealed record ExchangeSocketOptions
{
    /// <summary>
    /// What may wait at the default limit of bodies: seconds of a slow tme at usual rates, and a burst of half of the default ring.
    /// Only what was ever needed at once is touched, so a quiet mirror does not pay for it.
    /// </summary>
    public const int DefaultBufferBytes = 4 * 1024 * 1024;

    /// <summary>The socket's name in the abstract namespace, without the NUL before it.</summary>
    public required string Name { get; init; }

    /// <summary>The user whom tme must run as: as a rule the mirror's own, as both containers come from one image.</summary>
    public required uint UserId { get; init; }

    /// <summary>Bytes that may wait, beyond what the kernel holds (208 KiB as a rule).</summary>
    public int BufferBytes { get; init; } = DefaultBufferBytes;

    /// <summary>
    /// The buffer for a limit of bodies: 4 MiB holds the largest record at the default limit of 128 KiB (two heads of 256 KiB, two bodies);
    /// above it, it grows with the bodies.
    /// </summary>
    public static int BufferBytesFor(int maxBodyBytes) => DefaultBufferBytes + (2 * Math.Max(0, maxBodyBytes - (128 * 1024)));
}
