using System.Buffers;
using System.Security.Cryptography;

namespace PodMirror.Agent.Catalog;

/// <summary>Writes a state into a file as it is made, so that it is never in memory as a whole, and sums it up.</summary>
internal sealed class StateFileWriter(FileStream file) : IBufferWriter<byte>, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[64 << 10];
    private int _used;

    /// <inheritdoc/>
    public void Advance(int count) => _used += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_buffer.Length - _used < Math.Max(1, sizeHint))
        {
            Flush();
            _buffer = sizeHint > _buffer.Length ? new byte[sizeHint] : _buffer;
        }

        return _buffer.AsMemory(_used);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Writes the rest with the sum of all, down to the disk.</summary>
    public void Complete()
    {
        Flush();
        file.Write(_hash.GetHashAndReset());
        file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _used);
        file.Write(_buffer, 0, _used);
        _used = 0;
    }
}
