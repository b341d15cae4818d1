using PodMirror.Exchange;

namespace PodMirror.Sidecar.Tme;

/// <summary>
/// Received bytes, from which whole records are taken in place. Grows only when a record needs it and only up to the largest record;
/// gives the memory back when that record is gone.
/// </summary>
internal sealed class RecordBuffer
{
    /// <summary>What one connection holds as a rule: as much as the kernel holds for a Unix socket.</summary>
    internal const int UsualBytes = 256 * 1024;

    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(UsualBytes);
    private int _start;
    private int _end;

    /// <summary>Where to receive into; never empty.</summary>
    internal Memory<byte> Room
    {
        get
        {
            MakeRoom();
            return _bytes.AsMemory(_end);
        }
    }

    /// <summary>Bytes of memory held.</summary>
    internal int CapacityBytes => _bytes.Length;

    /// <summary>Says that so many bytes were received into <see cref="Room"/>.</summary>
    internal void Commit(int received) => _end += received;

    /// <summary>Takes the next whole record; its body is valid until <see cref="Room"/> is asked for.</summary>
    internal RecordStatus TryTake(out RecordKind kind, out ReadOnlySpan<byte> body)
    {
        RecordStatus status = RecordFormat.TryRead(_bytes.AsSpan(_start, _end - _start), out kind, out body, out int consumed);
        _start += consumed;
        return status;
    }

    private void MakeRoom()
    {
        int held = _end - _start;
        if (held == 0)
        {
            _bytes = _bytes.Length > UsualBytes ? GC.AllocateUninitializedArray<byte>(UsualBytes) : _bytes;
        }
        else if (held == _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Min(2 * _bytes.Length, RecordFormat.MaxRecordBytes));
            return;
        }
        else if (_end < _bytes.Length && _start < _bytes.Length / 2)
        {
            return;
        }
        else
        {
            _bytes.AsSpan(_start, held).CopyTo(_bytes);
        }

        _start = 0;
        _end = held;
    }
}
