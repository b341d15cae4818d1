using System.Buffers;
using System.Runtime.CompilerServices;

namespace PodMirror.Spans;

/// <summary>
/// A growable run of bytes that is used again and again, with a bound. What does not fit is left out and remembered
/// (<see cref="HasOverflowed"/>), so that a writer can be checked once at its end and rolled back with <see cref="Truncate"/>.
/// </summary>
/// <remarks>
/// Not for several threads. Nothing is allocated once the buffer has grown to what its user needs. Spans of it are valid until
/// the next call that writes.
/// </remarks>
public sealed class ByteBuffer : IBufferWriter<byte>
{
    // Small enough to have for every connection, large enough for most heads.
    private const int FirstBytes = 4096;

    // What a writer that asks for nothing in particular gets, as the interface wants it "not empty".
    private const int ComfortableBytes = 256;

    private byte[] _bytes;
    private int _length;

    /// <summary>Makes an empty buffer, which takes memory as it is written.</summary>
    /// <param name="maxBytes">The most bytes that it will ever hold, in [1, <see cref="Array.MaxLength"/>].</param>
    public ByteBuffer(int maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxBytes, Array.MaxLength);
        MaxBytes = maxBytes;
        _bytes = [];
    }

    /// <summary>The most bytes that it will ever hold.</summary>
    public int MaxBytes { get; }

    /// <summary>Bytes written.</summary>
    public int Length => _length;

    /// <summary>Bytes of memory that it holds on to.</summary>
    public int CapacityBytes => _bytes.Length;

    /// <summary>Whether something did not fit since the last <see cref="Clear"/> or <see cref="Truncate"/>.</summary>
    public bool HasOverflowed { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>What was written, for those who wait for something while they read it.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _length);

    /// <summary>What was written, to be changed in place.</summary>
    public Span<byte> Mutable => _bytes.AsSpan(0, _length);

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear() => Truncate(0);

    /// <summary>Forgets what was written after the first <paramref name="length"/> bytes, and that something did not fit.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)_length, nameof(length));
        _length = length;
        HasOverflowed = false;
    }

    /// <summary>Appends a byte.</summary>
    public void Append(byte value)
    {
        if (TryReserve(1))
        {
            _bytes[_length++] = value;
        }
    }

    /// <summary>Appends bytes; all of them or none.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (TryReserve(bytes.Length))
        {
            bytes.CopyTo(_bytes.AsSpan(_length));
            _length += bytes.Length;
        }
    }

    /// <summary>Appends room for bytes that are filled in later, and returns it; empty when it does not fit.</summary>
    public Span<byte> AppendRoom(int bytes)
    {
        if (!TryReserve(bytes))
        {
            return default;
        }

        _length += bytes;
        return _bytes.AsSpan(_length - bytes, bytes);
    }

    /// <summary>Room for at least so many bytes after what was written, to be claimed by <see cref="Advance"/>; empty when it does not fit.</summary>
    public Span<byte> Room(int bytes) => TryReserve(bytes) ? _bytes.AsSpan(_length) : default;

    /// <inheritdoc />
    public void Advance(int count)
    {
        if (HasOverflowed)
        {
            return;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_bytes.Length - _length), nameof(count));
        _length += count;
    }

    /// <inheritdoc />
    /// <remarks>The interface knows no refusal: past the bound the memory handed out is a spare one, and what is written there is lost.</remarks>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int bytes = Math.Max(sizeHint, 1);
        if (MaxBytes - _length >= ComfortableBytes)
        {
            bytes = Math.Max(bytes, ComfortableBytes);
        }

        return TryReserve(bytes) ? _bytes.AsMemory(_length) : new byte[bytes];
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    // Nearly always there is room: that much is worth its place in every writer's code, and the rest is not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReserve(int bytes) => (_bytes.Length - _length >= bytes && !HasOverflowed) || TryGrow(bytes);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryGrow(int bytes)
    {
        if (HasOverflowed)
        {
            return false;
        }

        long needed = (long)_length + bytes;
        if (needed > MaxBytes)
        {
            HasOverflowed = true;
            return false;
        }

        long doubled = Math.Max(Math.Max(FirstBytes, 2L * _bytes.Length), needed);
        Array.Resize(ref _bytes, (int)Math.Min(doubled, MaxBytes));
        return true;
    }
}
