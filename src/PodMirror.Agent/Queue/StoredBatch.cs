using System.Buffers;

namespace PodMirror.Agent.Queue;

/// <summary>A batch as it was read from the file, still compressed, in a pooled array.</summary>
/// <param name="Head">What is known of it.</param>
/// <param name="RawBytes">Its length once decompressed.</param>
/// <param name="Body">The array; the batch is its first <see cref="BatchHead.Bytes"/>.</param>
internal readonly record struct StoredBatch(BatchHead Head, int RawBytes, byte[] Body)
{
    /// <summary>Gives the array back.</summary>
    public void Release() => ArrayPool<byte>.Shared.Return(Body);
}
