using System.Runtime.InteropServices;
using PodMirror.Exchange;
using PodMirror.Protocols;

namespace PodMirror.Sidecar.Replay;

/// <summary>
/// Takes exchanges in the order in which they end and gives them back in the order in which they began. Only a start and a
/// place are held for each; the exchanges themselves lie in their wire form in a <see cref="SpoolStorage"/>.
/// </summary>
public sealed class ExchangeSpool : IExchangeSink, IDisposable
{
    /// <summary>
    /// Exchanges that are put in order together: an index of 1 GiB. A file with more comes out in several runs, each in order.
    /// </summary>
    public const int DefaultMaxExchanges = 1 << 26;

    private readonly MirrorLedger _ledger;
    private readonly SpoolStorage _storage;
    private readonly bool _keepContents;
    private readonly int _maxExchanges;
    private readonly List<SpoolEntry> _entries = [];

    /// <summary>An empty spool.</summary>
    /// <param name="ledger">Counts what is taken as sent and acknowledged.</param>
    /// <param name="storage">Where the exchanges lie; disposed with the spool.</param>
    /// <param name="keepContents">False when nobody will look at bodies and trailers, so that they need not be copied.</param>
    /// <param name="maxExchanges">At how many it is full.</param>
    public ExchangeSpool(MirrorLedger ledger, SpoolStorage storage, bool keepContents, int maxExchanges = DefaultMaxExchanges)
    {
        _ledger = ledger;
        _storage = storage;
        _keepContents = keepContents;
        _maxExchanges = maxExchanges;
    }

    /// <summary>Exchanges held.</summary>
    public int Count => _entries.Count;

    /// <summary>Whether it should be given out now. It still takes more: one packet may end several exchanges.</summary>
    public bool IsFull => _entries.Count >= _maxExchanges || _storage.Bytes >= SpoolEntry.MaxOffset / 2;

    /// <inheritdoc />
    public void OnExchange(in ExchangeRecord exchange)
    {
        ExchangeRecord kept = exchange;
        if (!_keepContents)
        {
            DropContents(ref kept.Request);
            DropContents(ref kept.Response);
        }

        long bytes = kept.WireBytes;
        if (bytes > RecordFormat.MaxRecordBytes)
        {
            _ledger[MirrorCounter.ExchangesDroppedTooLarge]++;
            return;
        }

        kept.Write(_storage.Append((int)bytes, out long offset));
        _entries.Add(SpoolEntry.Of(kept.Header.StartNs, offset, (int)bytes));
        _ledger[MirrorCounter.ExchangesSent]++;
        _ledger[MirrorCounter.ExchangesAcknowledged]++;
    }

    /// <summary>Puts what is held in order; to be called before <see cref="Read"/>.</summary>
    public void Sort()
    {
        Span<SpoolEntry> entries = CollectionsMarshal.AsSpan(_entries);
        for (int i = 1; i < entries.Length; i++)
        {
            if (entries[i] < entries[i - 1])
            {
                entries.Sort();
                return;
            }
        }
    }

    /// <summary>The exchange at a position of the order, in [0, <see cref="Count"/>). Valid until the next call.</summary>
    public ExchangeRecord Read(int position)
    {
        SpoolEntry entry = _entries[position];
        ReadOnlySpan<byte> bytes = _storage.Read(entry.Offset, entry.Bytes);
        return ExchangeRecord.TryRead(bytes[RecordFormat.HeaderBytes..], out ExchangeRecord exchange)
            ? exchange
            : throw new InvalidOperationException("An exchange does not read back as it was written.");
    }

    /// <summary>Forgets what is held.</summary>
    public void Clear()
    {
        _entries.Clear();
        _storage.Clear();
    }

    /// <inheritdoc />
    public void Dispose() => _storage.Dispose();

    private static void DropContents(ref MessageView message)
    {
        message.Body = default;
        message.Trailers = default;
    }
}
