using System.Security.Cryptography;

namespace PodMirror.Agent.PodMetadata;

/// <summary>
/// Encoded attributes of Pods, each distinct run of bytes once: all Pods of a Deployment have the same labels. Found by the first half of their
/// SHA-256, so that nobody can make two of them one. For one thread.
/// </summary>
internal sealed class SharedAttributes(TableMemory memory)
{
    private readonly UidTable<(byte[] Bytes, int Uses)> _all = new();

    /// <summary>The one array with these bytes, which is used once more.</summary>
    public byte[] Take(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return [];
        }

        Guid key = KeyOf(bytes);
        if (!_all.TryGet(key, out (byte[] Bytes, int Uses) shared))
        {
            shared = (bytes.ToArray(), 0);
            memory.Add(TableMemory.SharedBytes + TableMemory.Of(shared.Bytes));
        }

        _all.Set(key, (shared.Bytes, shared.Uses + 1));
        return shared.Bytes;
    }

    /// <summary>It is used once less.</summary>
    public void Release(byte[] bytes)
    {
        Guid key = KeyOf(bytes);
        if (bytes.Length == 0 || !_all.TryGet(key, out (byte[] Bytes, int Uses) shared))
        {
            return;
        }

        if (shared.Uses > 1)
        {
            _all.Set(key, (shared.Bytes, shared.Uses - 1));
            return;
        }

        _all.Remove(key, out _);
        memory.Add(-(TableMemory.SharedBytes + TableMemory.Of(shared.Bytes)));
    }

    private static Guid KeyOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return new Guid(digest[..16]);
    }
}
