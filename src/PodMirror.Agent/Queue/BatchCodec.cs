using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using PodMirror.Agent.Receiver;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace PodMirror.Agent.Queue;

/// <summary>
/// Batches on the disk: one zstd frame each (RFC 8878), with the checksum of its content, so that a flipped bit is found when the batch is read
/// and not by a backend.
/// </summary>
[SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "A context goes back to its pool.")]
internal static class BatchCodec
{
    /// <summary>
    /// Level 1 leaves a quarter of JSON. The faster negative levels leave two fifths and more: what they save here is paid to the disk.
    /// </summary>
    private const int Level = 1;

    /// <summary>
    /// Two to this power of places in a batch are remembered, 16 KiB: they stay in a processor's first cache. With the level's own 64 KiB it takes a
    /// sixth longer, and of what repeats in spans no more is found.
    /// </summary>
    private const int HashLog = 12;

    /// <summary>Of bytes that repeat nothing only every third is looked up, as at level -3: a tenth less time for the same size.</summary>
    private const int Stride = 3;

    /// <summary>Contexts kept for the next batch, half a MiB each: as many as requests are commonly compressed at once.</summary>
    private const int MaxPooled = 4;

    private static readonly ConcurrentBag<Compressor> Compressors = [];
    private static readonly ConcurrentBag<Decompressor> Decompressors = [];

    /// <summary>Compresses a batch into a pooled array, which the caller gives back.</summary>
    public static (byte[] Array, int Length) Compress(ReadOnlySpan<byte> batch)
    {
        if (!Compressors.TryTake(out Compressor? compressor))
        {
            compressor = MakeCompressor();
        }

        byte[] array = ArrayPool<byte>.Shared.Rent(Compressor.GetCompressBound(batch.Length));
        int length = compressor.Wrap(batch, array);
        Keep(Compressors, compressor);
        return (array, length);
    }

    /// <summary>Reads a batch back; null when its bytes are not what they were.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever it says of such bytes, they are damaged.")]
    public static Payload? Decompress(in StoredBatch batch)
    {
        // The length comes from the file and not off a wire, but the file may be what is damaged.
        if (batch.RawBytes is < 0 or > QueueLimits.MaxBatchBytes)
        {
            return null;
        }

        if (!Decompressors.TryTake(out Decompressor? decompressor))
        {
            decompressor = new Decompressor();
        }

        byte[] array = ArrayPool<byte>.Shared.Rent(batch.RawBytes);
        try
        {
            int length = decompressor.Unwrap(batch.Body.AsSpan(0, (int)batch.Head.Bytes), array.AsSpan(0, batch.RawBytes));
            if (length == batch.RawBytes)
            {
                Keep(Decompressors, decompressor);
                return new Payload(array, length) { Spans = batch.Head.Spans };
            }
        }
        catch (Exception)
        {
            // Told by the null below.
        }

        decompressor.Dispose();
        ArrayPool<byte>.Shared.Return(array);
        return null;
    }

    private static Compressor MakeCompressor()
    {
        var compressor = new Compressor(Level);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_hashLog, HashLog);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_targetLength, Stride);

        // ZSTD_c_literalCompressionMode: a stride alone would leave bytes that repeat nothing as they are.
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_experimentalParam5, (int)ZSTD_paramSwitch_e.ZSTD_ps_enable);
        return compressor;
    }

    private static void Keep<TContext>(ConcurrentBag<TContext> pool, TContext context)
        where TContext : IDisposable
    {
        if (pool.Count < MaxPooled)
        {
            pool.Add(context);
        }
        else
        {
            context.Dispose();
        }
    }
}
