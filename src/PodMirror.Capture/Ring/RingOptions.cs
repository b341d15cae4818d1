using System.Numerics;

namespace PodMirror.Capture;

/// <summary>The ring's size and what the kernel puts into it.</summary>
public sealed record RingOptions
{
    /// <summary>A block holds at least a GSO packet of 64 KiB and its headers, so that none is cut.</summary>
    public const int MinBlockBytes = 128 * 1024;

    /// <summary>The kernel looks for a block in one piece; larger ones are seldom to be had.</summary>
    public const int MaxBlockBytes = 4 * 1024 * 1024;

    /// <summary>The mapping is counted against the container; nobody's sidecar is given more.</summary>
    public const int MaxRingBytes = 1024 * 1024 * 1024;

    /// <summary>
    /// Bytes of a block, a power of two: the unit in which packets are handed over. 256 KiB is four of the largest GSO packets, and at
    /// 100 MB/s 400 wake-ups a second.
    /// </summary>
    public int BlockBytes { get; init; } = 256 * 1024;

    /// <summary>
    /// Bytes of the whole ring, a multiple of <see cref="BlockBytes"/>: what may arrive while the reader is not scheduled, 80 ms at 100 MB/s.
    /// </summary>
    public int RingBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>
    /// After how long a block that is not full is handed over. Each wake-up, and what it sets off in tme, can delay a request of the application:
    /// 100 ms make it ten a second for most Pods, and nobody who watches sees the delay. Time limits go by the time of packets and do not mind,
    /// and the 32 blocks of the default last for 3.2 s of thin traffic.
    /// </summary>
    public TimeSpan BlockTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The kernel filter, attached before the first packet can enter.</summary>
    public IReadOnlyList<FilterInstruction> Filter { get; init; } = CaptureFilter.Build(new FilterRules());

    /// <summary>Null when the values are possible, else what is wrong with them.</summary>
    public string? FirstFault()
    {
        if (BlockBytes is < MinBlockBytes or > MaxBlockBytes || !BitOperations.IsPow2(BlockBytes) || BlockBytes % Environment.SystemPageSize != 0)
        {
            return $"the block size must be a power of two in [{MinBlockBytes}, {MaxBlockBytes}] and a multiple of the page size, not {BlockBytes}";
        }

        if (RingBytes > MaxRingBytes || RingBytes < 2 * BlockBytes || RingBytes % BlockBytes != 0)
        {
            return $"the ring size must be a multiple of the block size {BlockBytes} in [{2 * BlockBytes}, {MaxRingBytes}], not {RingBytes}";
        }

        return BlockTimeout.TotalMilliseconds is >= 1 and <= 1000
            ? null
            : $"the block time-out must be in [1, 1000] ms, not {BlockTimeout.TotalMilliseconds}";
    }
}
