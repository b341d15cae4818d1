using CsCheck;
using PodMirror.Exchange;
using PodMirror.Sidecar.Replay;

namespace PodMirror.Sidecar.Tests.Replay;

public sealed class ExchangeSpoolTests
{
    [Fact]
    public void Exchanges_come_back_by_start_and_with_the_same_start_in_the_order_of_being_built() =>
        Gen.Long[0, 20].Array[0, 200].Sample(starts =>
        {
            var ledger = new MirrorLedger();
            using var storage = new SpoolStorage(1, Path.GetTempPath());
            using var spool = new ExchangeSpool(ledger, storage, keepContents: true);
            for (int i = 0; i < starts.Length; i++)
            {
                spool.OnExchange(Exchange(starts[i], (uint)i, 0));
            }

            spool.Sort();

            IEnumerable<uint> expected = starts.Select((start, i) => (start, i)).OrderBy(pair => pair.start).Select(pair => (uint)pair.i);
            Assert.Equal(expected, Ordinals(spool));
            Assert.Equal(starts.Length, ledger[MirrorCounter.ExchangesSent]);
            Assert.Equal(starts.Length, ledger[MirrorCounter.ExchangesAcknowledged]);
        });

    [Fact]
    public void What_memory_does_not_hold_comes_back_from_the_temporary_file_which_has_no_name()
    {
        const int bodyBytes = 700_000;
        const uint exchanges = 40; // 28 MB of records: seven segments, of which two stay in memory
        string folder = Directory.CreateTempSubdirectory("podmirror-spool-").FullName;
        using var storage = new SpoolStorage(2, folder);
        using var spool = new ExchangeSpool(new MirrorLedger(), storage, keepContents: true);
        for (uint i = 0; i < exchanges; i++)
        {
            spool.OnExchange(Exchange(exchanges - i, i, bodyBytes));
        }

        Assert.True(storage.IsOnDisk);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
        spool.Sort();
        Assert.Equal(Enumerable.Range(0, (int)exchanges).Reverse().Select(i => (uint)i), Ordinals(spool, bodyBytes));

        spool.Clear();
        spool.OnExchange(Exchange(1, 77, bodyBytes));
        Assert.Equal([77u], Ordinals(spool, bodyBytes));
        Assert.False(storage.IsOnDisk);
        Directory.Delete(folder);
    }

    [Fact]
    public void An_exchange_larger_than_a_record_may_be_is_counted_as_dropped()
    {
        var ledger = new MirrorLedger();
        using var storage = new SpoolStorage(1, Path.GetTempPath());
        using var spool = new ExchangeSpool(ledger, storage, keepContents: true);

        spool.OnExchange(Exchange(1, 1, RecordFormat.MaxRecordBytes));

        Assert.Equal(0, spool.Count);
        Assert.Equal(1, ledger[MirrorCounter.ExchangesDroppedTooLarge]);
        Assert.Equal(0, ledger[MirrorCounter.ExchangesSent]);
    }

    [Fact]
    public void Contents_that_nobody_looks_at_are_not_kept()
    {
        using var storage = new SpoolStorage(1, Path.GetTempPath());
        using var spool = new ExchangeSpool(new MirrorLedger(), storage, keepContents: false);

        spool.OnExchange(Exchange(1, 1, 1000));

        ExchangeRecord read = spool.Read(0);
        Assert.True(read.Response.Body.IsEmpty);
        Assert.Equal(1000, read.Response.BodyBytes);
    }

    [Fact]
    public void A_spool_says_when_it_should_be_given_out()
    {
        using var storage = new SpoolStorage(1, Path.GetTempPath());
        using var spool = new ExchangeSpool(new MirrorLedger(), storage, keepContents: true, maxExchanges: 2);
        spool.OnExchange(Exchange(1, 1, 0));
        Assert.False(spool.IsFull);
        spool.OnExchange(Exchange(1, 2, 0));
        Assert.True(spool.IsFull);
        spool.Clear();
        Assert.False(spool.IsFull);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_of_the_system()
    {
        using var storage = new SpoolStorage(1, "/no/such/folder");
        void Fill()
        {
            for (int i = 0; i < 3; i++)
            {
                storage.Append(SpoolStorage.SegmentBytes, out _);
            }
        }

        Assert.ThrowsAny<IOException>(Fill);
    }

    private static List<uint> Ordinals(ExchangeSpool spool, int bodyBytes = 0)
    {
        var ordinals = new List<uint>();
        for (int i = 0; i < spool.Count; i++)
        {
            ExchangeRecord read = spool.Read(i);
            Assert.Equal(bodyBytes, read.Response.Body.Length);
            Assert.True(read.Response.Body.IndexOfAnyExcept((byte)read.Header.Ordinal) < 0);
            ordinals.Add(read.Header.Ordinal);
        }

        return ordinals;
    }

    private static ExchangeRecord Exchange(long startNs, uint ordinal, int bodyBytes)
    {
        byte[] body = new byte[bodyBytes];
        Array.Fill(body, (byte)ordinal);
        ExchangeRecord exchange = default;
        exchange.Header = new ExchangeHeader { Protocol = HttpProtocol.Http11, StartNs = startNs, Ordinal = ordinal };
        exchange.Response = new MessageView { IsPresent = true, Status = 200, Body = body, BodyBytes = bodyBytes };
        return exchange;
    }
}
