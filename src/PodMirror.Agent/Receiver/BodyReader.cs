using System.Buffers;
using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// Reads one request body into a pooled array, through the coding that the sender used. The array grows with the bytes that came, never with a
/// length that was announced, and each growth is taken from the budget first.
/// </summary>
internal static class BodyReader
{
    private const int FirstArrayBytes = 16 << 10;

    /// <summary>Reads to the end. Either a payload or the reason why there is none; the caller owns the payload.</summary>
    public static async Task<(Payload? Payload, RefusalReason Reason)> ReadAsync(
        Stream body, BodyCoding coding, int maxBytes, BudgetLease lease, CancellationToken cancellation)
    {
        if (coding == BodyCoding.Identity)
        {
            return await FillAsync(body, coding, maxBytes, lease, cancellation);
        }

        await using Stream plain = BodyCodings.Undo(coding, body);
        try
        {
            return await FillAsync(plain, coding, maxBytes, lease, cancellation);
        }
        catch (Exception fault) when (BodyCodings.IsBadData(fault))
        {
            return (null, RefusalReason.BadEncoding);
        }
    }

    private static async Task<(Payload? Payload, RefusalReason Reason)> FillAsync(
        Stream source, BodyCoding coding, int maxBytes, BudgetLease lease, CancellationToken cancellation)
    {
        if (!lease.TryGrowTo(BodyCodings.Held(coding, FirstArrayBytes)))
        {
            return (null, RefusalReason.Overload);
        }

        byte[] array = ArrayPool<byte>.Shared.Rent(FirstArrayBytes);
        bool handedOver = false;
        try
        {
            int length = 0;
            while (true)
            {
                int read = await source.ReadAsync(array.AsMemory(length), cancellation);
                if (read == 0)
                {
                    handedOver = true;
                    lease.ShrinkTo(array.Length);
                    return (new Payload(array, length), default);
                }

                length += read;
                if (length > maxBytes)
                {
                    return (null, coding == BodyCoding.Identity ? RefusalReason.TooLarge : RefusalReason.TooLargeDecompressed);
                }

                if (length == array.Length)
                {
                    if (!lease.TryGrowTo(BodyCodings.Held(coding, array.Length * 2)))
                    {
                        return (null, RefusalReason.Overload);
                    }

                    byte[] larger = ArrayPool<byte>.Shared.Rent(array.Length * 2);
                    array.CopyTo(larger, 0);
                    ArrayPool<byte>.Shared.Return(array);
                    array = larger;
                }
            }
        }
        finally
        {
            if (!handedOver)
            {
                ArrayPool<byte>.Shared.Return(array);
            }
        }
    }
}
