using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using PodMirror.Exchange;
using static PodMirror.Capture.NativeMethods;

namespace PodMirror.Capture;

/// <summary>
/// Packets of this network namespace, from a TPACKET_V3 ring that the kernel fills and one thread reads in place. Bytes begin with the
/// network header (<see cref="LinkType.Network"/>). Nothing is allocated after opening.
/// </summary>
/// <remarks>
/// <code>
/// while (...)
/// {
///     while (ring.TryTakeBlock())                  // gives the block before back to the kernel
///         while (ring.TryRead(out CapturedFrame frame))
///             ...                                  // frame.Bytes are valid until the next TryTakeBlock
///     ring.Poll(timeoutMs);
/// }
/// </code>
/// Of one thread, but for <see cref="Wake"/>.
/// </remarks>
public sealed unsafe class PacketRing : IDisposable
{
    private readonly DescriptorHandle _socket;
    private readonly DescriptorHandle _wake;
    private readonly RingMapping _mapping;
    private readonly int _blockBytes;
    private byte* _blocks;
    private byte* _block;
    private uint _frameOffset;
    private uint _framesLeft;
    private int _next;

    internal PacketRing(DescriptorHandle socket, DescriptorHandle wake, RingMapping mapping, RingOptions options)
    {
        _socket = socket;
        _wake = wake;
        _mapping = mapping;
        _blockBytes = options.BlockBytes;
        BlockCount = options.RingBytes / options.BlockBytes;
        _blocks = (byte*)mapping.DangerousGetHandle();
    }

    /// <summary>Blocks of the ring: how often <see cref="TryTakeBlock"/> can succeed once nothing more enters.</summary>
    public int BlockCount { get; }

    /// <summary>Opens a ring on all interfaces of this thread's network namespace and starts the capture.</summary>
    /// <param name="options">Sizes and filter.</param>
    /// <param name="ring">The ring, on success.</param>
    /// <param name="error">On failure, one line that says what to do.</param>
    public static bool TryOpen(RingOptions options, [NotNullWhen(true)] out PacketRing? ring, [NotNullWhen(false)] out string? error)
    {
        ring = null;
        error = options.FirstFault();
        return error is null && RingOpener.TryOpen(options, out ring, out error);
    }

    /// <summary>Takes the next block that the kernel has handed over, and gives the one before back. False when there is none.</summary>
    public bool TryTakeBlock()
    {
        GiveBack();
        ObjectDisposedException.ThrowIf(_blocks is null, this);
        byte* block = _blocks + ((long)_next * _blockBytes);
        if (!IsReady(block))
        {
            return false;
        }

        _block = block;
        _framesLeft = *(uint*)(block + RingLayout.BlockPackets);
        _frameOffset = *(uint*)(block + RingLayout.BlockFirst);
        return true;
    }

    /// <summary>The next packet of the block that was taken; false at its end.</summary>
    public bool TryRead(out CapturedFrame frame)
    {
        frame = default;
        if (_framesLeft == 0)
        {
            return false;
        }

        byte* at = FrameAt(_frameOffset);
        uint captured = *(uint*)(at + RingLayout.FrameCaptured);
        uint offset = *(ushort*)(at + RingLayout.FrameMac);
        if (_frameOffset + (long)offset + captured > _blockBytes)
        {
            throw new InvalidOperationException("the kernel's ring is not laid out as TPACKET_V3: a packet passes its block");
        }

        frame.Bytes = new ReadOnlySpan<byte>(at + offset, (int)captured);
        frame.WireBytes = (int)Math.Min(*(uint*)(at + RingLayout.FrameWire), int.MaxValue);
        frame.TimestampNs = (*(uint*)(at + RingLayout.FrameSeconds) * 1_000_000_000L) + *(uint*)(at + RingLayout.FrameNanoseconds);
        frame.Link = LinkType.Network;
        frame.EtherType = BinaryPrimitives.ReverseEndianness(*(ushort*)(at + RingLayout.FrameProtocol));
        frame.Origin = at[RingLayout.FramePacketType] switch
        {
            RingLayout.SentToUs => PacketOrigin.Incoming,
            RingLayout.SentByUs => PacketOrigin.Outgoing,
            _ => PacketOrigin.Unknown,
        };
        _framesLeft--;
        _frameOffset += *(uint*)(at + RingLayout.FrameNext);
        return true;
    }

    /// <summary>Whether the kernel has handed over at least half of the ring: what remains is for what comes meanwhile.</summary>
    public bool IsHalfFull
    {
        get
        {
            ObjectDisposedException.ThrowIf(_blocks is null, this);
            int ahead = (_next + (BlockCount / 2)) % BlockCount;
            return IsReady(_blocks + ((long)ahead * _blockBytes));
        }
    }

    /// <summary>Waits for a block, for the other descriptor or for <see cref="Wake"/>. Gives the block that was taken back.</summary>
    /// <param name="timeoutMs">The longest wait in milliseconds; 0 only looks.</param>
    /// <param name="other">A descriptor to wait for as well: it has something to read or was closed. Null for none.</param>
    /// <param name="writable">Also wait until the other descriptor can be written to.</param>
    /// <returns>Whether a block may be ready.</returns>
    public bool Poll(int timeoutMs, SafeHandle? other = null, bool writable = false)
    {
        GiveBack();
        return Wait(timeoutMs, forBlock: true, wakeable: true, other, writable);
    }

    /// <summary>
    /// Waits for a block alone: <see cref="Wake"/> does not end it, but the next <see cref="Poll"/>. Gives the block that was taken back.
    /// </summary>
    public bool PollBlock(int timeoutMs)
    {
        GiveBack();
        return Wait(timeoutMs, forBlock: true, wakeable: false, other: null, writable: false);
    }

    /// <summary>Waits until the other descriptor can be written to, or for <see cref="Wake"/>; blocks may become ready meanwhile.</summary>
    public void PollWritable(int timeoutMs, SafeHandle other) =>
        Wait(timeoutMs, forBlock: false, wakeable: true, other, writable: true);

    /// <summary>Ends a wait in <see cref="Poll"/>, or the next one. May be called from any thread, also after disposal.</summary>
    public void Wake()
    {
        try
        {
            ulong one = 1;
            _ = NativeMethods.Write(_wake, &one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // The reader has gone: nobody is left to wake.
        }
    }

    /// <summary>
    /// Puts another filter in place of the one before: each packet meets one of both, and none is lost between them. False when the kernel refuses,
    /// which leaves the one before.
    /// </summary>
    public bool TryFilter(ReadOnlySpan<FilterInstruction> filter) => RingOpener.Attach(_socket, filter);

    /// <summary>
    /// Lets no further packet in. What has entered can still be read: the last block is handed over after <see cref="RingOptions.BlockTimeout"/>.
    /// </summary>
    public bool TryStop() => TryFilter(CaptureFilter.Nothing());

    /// <summary>Adds what the kernel counted since the last call to the ledger.</summary>
    public void CountInto(MirrorLedger ledger)
    {
        RingStatistics statistics;
        uint length = (uint)sizeof(RingStatistics);
        if (NativeMethods.GetSocketOption(_socket, NativeMethods.SolPacket, NativeMethods.PacketStatistics, &statistics, &length) == 0)
        {
            ledger[MirrorCounter.RingPackets] += statistics.Packets;
            ledger[MirrorCounter.RingDrops] += statistics.Drops;
            ledger[MirrorCounter.RingFreezes] += statistics.Freezes;
        }
    }

    /// <summary>Ends the capture and gives the memory back. Frames that were read must not be used any more.</summary>
    public void Dispose()
    {
        _blocks = null;
        _block = null;
        _framesLeft = 0;
        _mapping.Dispose();
        _socket.Dispose();
        _wake.Dispose();
    }

    private bool Wait(int timeoutMs, bool forBlock, bool wakeable, SafeHandle? other, bool writable)
    {
        ObjectDisposedException.ThrowIf(_blocks is null, this);
        bool referenced = false;
        PollDescriptor* wanted = stackalloc PollDescriptor[3];
        wanted[0] = new PollDescriptor { Descriptor = forBlock ? (int)_socket.DangerousGetHandle() : -1, Wanted = NativeMethods.PollIn };
        wanted[1] = new PollDescriptor { Descriptor = wakeable ? (int)_wake.DangerousGetHandle() : -1, Wanted = NativeMethods.PollIn };
        try
        {
            other?.DangerousAddRef(ref referenced);
            wanted[2] = new PollDescriptor
            {
                Descriptor = other is null ? -1 : (int)other.DangerousGetHandle(),
                Wanted = (short)(NativeMethods.PollIn | (writable ? NativeMethods.PollOut : 0)),
            };
            if (NativeMethods.Poll(wanted, 3, timeoutMs) <= 0)
            {
                // Nothing in time, or a signal (EINTR): the caller goes round.
                return false;
            }
        }
        finally
        {
            if (referenced)
            {
                other!.DangerousRelease();
            }
        }

        if (wanted[1].Happened != 0)
        {
            ulong count;
            _ = NativeMethods.Read(_wake, &count, sizeof(ulong));
        }

        return wanted[0].Happened != 0;
    }

    private static bool IsReady(byte* block) => (Volatile.Read(ref *(uint*)(block + RingLayout.BlockStatus)) & RingLayout.StatusUser) != 0;

    private byte* FrameAt(uint offset) =>
        offset >= RingLayout.BlockHeaderBytes && offset <= _blockBytes - RingLayout.FrameHeaderBytes
            ? _block + offset
            : throw new InvalidOperationException("the kernel's ring is not laid out as TPACKET_V3: a header passes its block");

    private void GiveBack()
    {
        if (_block is not null)
        {
            Volatile.Write(ref *(uint*)(_block + RingLayout.BlockStatus), RingLayout.StatusKernel);
            _block = null;
            _framesLeft = 0;
            _next = _next + 1 == BlockCount ? 0 : _next + 1;
        }
    }
}
