using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests;

/// <summary>Writes each exchange into a buffer of its own and counts, without allocating.</summary>
internal sealed class CountingSink(MirrorLedger ledger) : IExchangeSink
{
    private readonly byte[] _buffer = new byte[RecordFormat.MaxRecordBytes];

    /// <summary>Bytes of all records.</summary>
    public long Written { get; private set; }

    /// <summary>Messages that contents were cut into, of all exchanges.</summary>
    public ulong Messages { get; private set; }

    public void OnExchange(in ExchangeRecord exchange)
    {
        Written += exchange.Write(_buffer);
        Messages += exchange.Request.Framed.Messages + exchange.Response.Framed.Messages;
        ledger[MirrorCounter.ExchangesSent]++;
        ledger[MirrorCounter.ExchangesAcknowledged]++;
    }
}
