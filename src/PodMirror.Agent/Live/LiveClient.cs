using System.Threading.Channels;
using PodMirror.Agent.Filter;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Live;

/// <summary>The rows that wait for one client. A full one loses the newest, and counts them.</summary>
/// <param name="filter">Which rows it wants; null is all.</param>
internal sealed class LiveClient(RowFilter? filter = null)
{
    private readonly Channel<ReadOnlyMemory<byte>> _rows = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(LiveLimits.MaxWaitingRows) { SingleReader = true, SingleWriter = true });

    private long _lost;

    /// <summary>What waits.</summary>
    public ChannelReader<ReadOnlyMemory<byte>> Rows => _rows.Reader;

    /// <summary>Whether it wants a row.</summary>
    public bool Wants(in ExchangeRow row) => filter is null || filter.Matches(row);

    /// <summary>Puts a row, or loses it; false when it was lost.</summary>
    public bool Offer(ReadOnlyMemory<byte> row)
    {
        if (_rows.Writer.TryWrite(row))
        {
            return true;
        }

        Interlocked.Increment(ref _lost);
        return false;
    }

    /// <summary>How many rows were lost since the last call.</summary>
    public long TakeLost() => Interlocked.Exchange(ref _lost, 0);
}
