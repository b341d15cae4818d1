namespace PodMirror.Sidecar.Mirror;

/// <summary>
/// Bytes on their way to the socket: written at the end, taken from the front, moved together when the end is reached. Never grows.
/// </summary>
/// <param name="bytes">The capacity. Memory that was never written to is never touched, so an idle mirror pays for what it used.</param>
internal sealed class SendBuffer(int bytes)
{
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(bytes);
    private int _start;
    private int _end;

    /// <summary>The most that it can hold, in bytes.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>What has not been sent.</summary>
    public ReadOnlySpan<byte> Pending => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Finds room for a record; false when there is none, which only <see cref="Take"/> changes.</summary>
    public bool TryReserve(int count, out Span<byte> room)
    {
        if (_bytes.Length - _end < count && _start > 0)
        {
            Pending.CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }

        if (_bytes.Length - _end < count)
        {
            room = default;
            return false;
        }

        room = _bytes.AsSpan(_end, count);
        return true;
    }

    /// <summary>Says that the room that was reserved is written.</summary>
    public void Commit(int count) => _end += count;

    /// <summary>Says that so many bytes of <see cref="Pending"/> are sent.</summary>
    public void Take(int count)
    {
        _start += count;
        if (_start == _end)
        {
            Clear();
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _start = 0;
        _end = 0;
    }
}
