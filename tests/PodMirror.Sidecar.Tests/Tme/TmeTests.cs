using System.Net.Sockets;
using System.Text.Json;
using PodMirror.Exchange;
using PodMirror.Sidecar.Tme;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tests.Tme;

public sealed class TmeTests
{
    [Fact]
    public void Exchanges_are_exported_and_acknowledged_and_the_ledger_adds_up()
    {
        using var sender = new FakeSender();
        using var rig = new TmeRig(sender);
        using Socket mirror = rig.Connect();
        for (uint i = 0; i < 1000; i++)
        {
            mirror.Send(TmeRig.Exchange(i));
        }

        TmeRig.AwaitAcknowledged(mirror, 1000);

        TmeLedger ledger = rig.Await(ledger => ledger[TmeCounter.ExchangesExported] == 1000);
        Assert.Equal(0, ledger[TmeCounter.ExchangesPending]);
        Assert.Equal(1, ledger[TmeCounter.ConnectionsOpen]);
        Assert.True(sender.Requests.Count > 10);
        Assert.All(sender.Requests, request => Assert.InRange(request.Length, 1, 4096 + 2000));
    }

    [Fact]
    public void Records_that_come_byte_by_byte_are_whole_again()
    {
        using var sender = new FakeSender();
        using var rig = new TmeRig(sender);
        using Socket mirror = rig.Connect();
        foreach (byte b in TmeRig.Exchange(0, bodyBytes: 3))
        {
            mirror.Send([b]);
        }

        TmeRig.AwaitAcknowledged(mirror, 1);
    }

    [Fact]
    public void A_record_larger_than_the_usual_buffer_is_taken()
    {
        using var sender = new FakeSender();
        using var rig = new TmeRig(sender);
        using Socket mirror = rig.Connect();
        mirror.Send(TmeRig.Exchange(0, bodyBytes: RecordBuffer.UsualBytes * 3));
        mirror.Send(TmeRig.Exchange(1));

        TmeRig.AwaitAcknowledged(mirror, 2);
    }

    [Fact]
    public void A_record_with_a_broken_inside_is_counted_and_acknowledged_and_the_next_is_read()
    {
        using var sender = new FakeSender();
        using var rig = new TmeRig(sender);
        using Socket mirror = rig.Connect();
        byte[] broken = TmeRig.Exchange(0);
        broken[RecordFormat.HeaderBytes] = 77;
        mirror.Send([.. broken, .. TmeRig.Exchange(1)]);

        TmeRig.AwaitAcknowledged(mirror, 2);

        TmeLedger ledger = rig.Await(ledger => ledger[TmeCounter.ExchangesExported] == 1);
        Assert.Equal(1, ledger[TmeCounter.ExchangesDroppedMalformed]);
    }

    [Fact]
    public void What_is_no_record_ends_the_connection_and_others_go_on()
    {
        using var sender = new FakeSender();
        using var rig = new TmeRig(sender);
        using Socket good = rig.Connect();
        using Socket bad = rig.Connect();
        bad.Send("GET / HTTP/1.1\r\n\r\n"u8.ToArray());

        Assert.Equal(0, ReceiveOrReset(bad));
        good.Send(TmeRig.Exchange(0));
        TmeRig.AwaitAcknowledged(good, 1);
        rig.Await(ledger => ledger[TmeCounter.ConnectionsRejected] == 1 && ledger[TmeCounter.ConnectionsOpen] == 1);
    }

    [Fact]
    public void A_mirror_of_another_user_is_refused()
    {
        using var rig = new TmeRig(new FakeSender(), peer: 54321);
        using Socket mirror = rig.Connect();

        Assert.Equal(0, ReceiveOrReset(mirror));
        rig.Await(ledger => ledger[TmeCounter.ConnectionsRefusedUser] == 1 && ledger[TmeCounter.ConnectionsAccepted] == 0);
        Assert.Contains(rig.Lines, line => line.Contains("54321", StringComparison.Ordinal));
    }

    [Fact]
    public void More_mirrors_than_may_be_are_refused_and_a_free_place_is_used_again()
    {
        using var rig = new TmeRig(new FakeSender());
        Socket[] mirrors = [.. Enumerable.Range(0, MirrorListener.MaxConnections).Select(_ => rig.Connect())];
        rig.Await(ledger => ledger[TmeCounter.ConnectionsOpen] == MirrorListener.MaxConnections);
        using Socket late = rig.Connect();
        Assert.Equal(0, ReceiveOrReset(late));
        rig.Await(ledger => ledger[TmeCounter.ConnectionsRefusedFull] == 1);

        Array.ForEach(mirrors, mirror => mirror.Dispose());
        rig.Await(ledger => ledger[TmeCounter.ConnectionsOpen] == 0);
        using Socket next = rig.Connect();
        next.Send(TmeRig.Exchange(0));
        TmeRig.AwaitAcknowledged(next, 1);
    }

    [Fact]
    public void A_name_that_is_taken_is_a_fault_that_says_so()
    {
        using var rig = new TmeRig(new FakeSender());

        Assert.Null(MirrorListener.TryStart(rig.Name, 0, rig.Collector, rig.Offer, _ => { }, out string? fault));
        Assert.Contains("already", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SendVerdict.Refused, TmeCounter.ExchangesDroppedRefused)]
    [InlineData(SendVerdict.Retryable, TmeCounter.ExchangesDroppedRetriesExhausted)]
    public void What_the_receiver_never_takes_is_counted_and_acknowledged(SendVerdict verdict, TmeCounter counter)
    {
        using var sender = new FakeSender();
        sender.Outcomes.Clear();
        sender.Outcomes.Enqueue(new SendOutcome(verdict, "told so"));
        using var rig = new TmeRig(sender, options => options with
        {
            Retry = new RetryOptions { Initial = TimeSpan.FromMilliseconds(1), GiveUpAfter = TimeSpan.FromMilliseconds(5) },
        });
        using Socket mirror = rig.Connect();
        mirror.Send(TmeRig.Exchange(0));

        TmeRig.AwaitAcknowledged(mirror, 1);
        rig.Await(ledger => ledger[counter] == 1);
        Assert.Single(rig.Lines, line => line.Contains("told so", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_receiver_rejects_of_a_request_is_counted()
    {
        using var sender = new FakeSender();
        sender.Outcomes.Clear();
        sender.Outcomes.Enqueue(SendOutcome.Accepted with { RejectedSpans = 3 });
        sender.Outcomes.Enqueue(SendOutcome.Accepted with { RejectedSpans = 1_000_000 });
        using var rig = new TmeRig(sender, batchBytes: 1 << 20, batchAge: TimeSpan.FromHours(1));
        using Socket mirror = rig.Connect();
        mirror.Send([.. TmeRig.Exchange(0), .. TmeRig.Exchange(1), .. TmeRig.Exchange(2), .. TmeRig.Exchange(3), .. TmeRig.Exchange(4)]);
        rig.Await(ledger => ledger[TmeCounter.ExchangesReceived] == 5);
        rig.Collector.Flush();
        TmeRig.AwaitAcknowledged(mirror, 5);
        mirror.Send(TmeRig.Exchange(5));
        rig.Await(ledger => ledger[TmeCounter.ExchangesReceived] == 6);
        rig.Collector.Flush();
        TmeRig.AwaitAcknowledged(mirror, 6);

        TmeLedger ledger = rig.Await(ledger => ledger[TmeCounter.ExchangesPending] == 0);
        Assert.Equal(2, ledger[TmeCounter.ExchangesExported]);
        Assert.Equal(4, ledger[TmeCounter.ExchangesDroppedRejected]);
    }

    [Fact]
    public void A_receiver_that_hangs_fills_the_queue_and_the_mirror_is_served_all_the_same()
    {
        using var sender = new FakeSender { IsClosed = true };
        using var rig = new TmeRig(sender, options => options with { MaxQueueBytes = 20_000 });
        using Socket mirror = rig.Connect();
        for (uint i = 0; i < 500; i++)
        {
            mirror.Send(TmeRig.Exchange(i));
        }

        TmeLedger full = rig.Await(ledger => ledger[TmeCounter.ExchangesReceived] == 500 && ledger[TmeCounter.ExchangesDroppedQueueFull] > 400);
        Assert.InRange(full[TmeCounter.ExchangesPending], 1, 60);

        sender.Open();
        TmeRig.AwaitAcknowledged(mirror, 500);
        TmeLedger ledger = rig.Await(ledger => ledger[TmeCounter.ExchangesPending] == 0);
        Assert.Equal(500, ledger[TmeCounter.ExchangesExported] + ledger[TmeCounter.ExchangesDroppedQueueFull]);
    }

    [Fact]
    public void Switched_off_everything_is_dropped_counted_and_acknowledged()
    {
        using var rig = new TmeRig(sender: null);
        using Socket mirror = rig.Connect();
        mirror.Send(TmeRig.Exchange(0));

        TmeRig.AwaitAcknowledged(mirror, 1);
        rig.Await(ledger => ledger[TmeCounter.ExchangesDroppedDisabled] == 1);
    }

    [Fact]
    public async Task Draining_exports_what_is_there_and_acknowledges_it_last()
    {
        using var sender = new FakeSender();
        using var rig = new TmeRig(sender, batchBytes: 1 << 20);
        using Socket mirror = rig.Connect();
        mirror.Send(TmeRig.Exchange(0));
        rig.Await(ledger => ledger[TmeCounter.ExchangesReceived] == 1);

        rig.Listener.Drain(TimeSpan.FromSeconds(10), TimeProvider.System);
        await rig.Collector.StopAsync(TimeSpan.FromSeconds(10));
        rig.Listener.SendLastAcknowledgements();

        TmeRig.AwaitAcknowledged(mirror, 1);
        rig.Await(ledger => ledger[TmeCounter.ExchangesExported] == 1);
    }

    [Fact]
    public async Task At_the_end_of_the_grace_period_the_rest_is_dropped_and_counted()
    {
        using var sender = new FakeSender { IsClosed = true };
        using var rig = new TmeRig(sender);
        using Socket mirror = rig.Connect();
        for (uint i = 0; i < 50; i++)
        {
            mirror.Send(TmeRig.Exchange(i));
        }

        rig.Await(ledger => ledger[TmeCounter.ExchangesReceived] == 50);
        rig.Listener.Drain(TimeSpan.Zero, TimeProvider.System);
        await rig.Collector.StopAsync(TimeSpan.Zero);
        rig.Listener.SendLastAcknowledgements();

        TmeRig.AwaitAcknowledged(mirror, 50);
        rig.Await(ledger => ledger[TmeCounter.ExchangesDroppedShutdown] == 50);
    }

    [Fact]
    public void The_mirrors_ledger_is_shown_beside_our_own()
    {
        using var rig = new TmeRig(new FakeSender());
        using Socket mirror = rig.Connect();
        var ledger = new MirrorLedger();
        ledger[MirrorCounter.PacketsSeen] = 3;
        byte[] record = new byte[RecordFormat.LedgerBytes];
        RecordFormat.WriteLedger(record, ledger);
        mirror.Send([.. record, .. TmeRig.Exchange(0)]);
        TmeRig.AwaitAcknowledged(mirror, 1);

        using var line = JsonDocument.Parse(rig.Collector.LedgerLine());
        Assert.Equal(3, line.RootElement.GetProperty("mirror").GetProperty("packets_seen").GetInt64());
        Assert.True(line.RootElement.GetProperty("balanced").GetBoolean());
        Assert.Equal(1, line.RootElement.GetProperty("exchanges_received").GetInt64());
    }

    // A connection that is closed with bytes unread ends by a reset.
    private static int ReceiveOrReset(Socket socket)
    {
        try
        {
            return socket.Receive(new byte[100]);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset)
        {
            return 0;
        }
    }
}
