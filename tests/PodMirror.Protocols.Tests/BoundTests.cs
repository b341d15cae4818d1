using System.Text;
using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.TestKit;

namespace PodMirror.Protocols.Tests;

public sealed class BoundTests
{
    private const long Start = 1_700_000_000_000_000_000;

    [Fact]
    public void A_million_half_open_flows_stay_within_the_table_and_do_not_disturb_a_live_one()
    {
        var rig = new Rig(new PipelineOptions { MaxFlows = 10_000, Mode = CaptureMode.IngressAndEgress });
        Conversation live = new Conversation { NowNs = Start }.Client("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
        live.Segments.ForEach(segment => rig.Take(segment));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 1_000_000; i++)
        {
            rig.Take(new Segment(true, (uint)i, 0, TcpFlags.Syn, [], Start + (i * 1000L)) { Client = IpEndpoint.FromIPv4((uint)i, 1) }, check: false);
        }

        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        int seen = live.Segments.Count;
        live.NowNs = Start + 2_000_000_000;
        live.Server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        live.Segments.Skip(seen).ToList().ForEach(segment => rig.Take(segment));
        rig.Finish();

        Assert.Equal("GET /a > 200", rig.Lines);
        Assert.Equal(1_000_001, rig.Ledger[MirrorCounter.FlowsSeen]);
        Assert.True(rig.Ledger[MirrorCounter.FlowsEvicted] >= 990_000);
        Assert.InRange(grown, long.MinValue, 10_000 * 1200L);
    }

    [Fact]
    public void A_million_flows_with_unfinished_heads_stay_within_message_memory()
    {
        var options = new PipelineOptions { MaxFlows = 20_000, MaxMessageBytes = 1024 * 1024, Mode = CaptureMode.IngressAndEgress };
        var rig = new Rig(options);
        byte[] head = Encoding.ASCII.GetBytes("GET /" + new string('a', 600) + " HTTP/1.1\r\nHost: x\r\n");
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 1_000_000; i++)
        {
            rig.Take(new Segment(true, 1, 1, TcpFlags.Ack, head, Start + (i * 1000L)) { Client = IpEndpoint.FromIPv4((uint)i, 1) }, check: false);
            rig.Exchanges.Clear();
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 48 * 1024 * 1024);
        Assert.Null(rig.Ledger.FirstImbalance());
        rig.Finish();
    }

    [Fact]
    public void Out_of_order_bytes_stay_within_their_limits_and_are_counted()
    {
        var options = new PipelineOptions { MaxHeldBytesPerFlow = 64 * 1024, MaxHeldBytes = 1024 * 1024, Mode = CaptureMode.IngressAndEgress };
        var rig = new Rig(options);
        byte[] payload = new byte[1400];
        for (int flow = 0; flow < 200; flow++)
        {
            IpEndpoint client = IpEndpoint.FromIPv4((uint)flow, 1);
            rig.Take(new Segment(true, 0, 0, TcpFlags.Syn, [], Start) { Client = client });
            for (uint i = 1; i < 100; i++)
            {
                rig.Take(new Segment(true, i * 2000, 0, TcpFlags.None, payload, Start) { Client = client }, check: false);
                Assert.InRange(rig.Ledger[MirrorCounter.BytesHeld], 0, options.MaxHeldBytes);
            }
        }

        rig.Finish();
    }

    [Fact]
    public void A_head_without_end_is_given_up_at_its_limit_and_the_next_flow_goes_on()
    {
        var options = new PipelineOptions { MaxHeadBytes = 8192, Mode = CaptureMode.IngressAndEgress };
        var conversation = new Conversation();
        conversation.Client("GET /bomb HTTP/1.1\r\nHost: x\r\n");
        for (int i = 0; i < 100; i++)
        {
            conversation.Client($"X-{i}: {new string('v', 1000)}\r\n");
        }

        Rig rig = Rig.Run(conversation.Close().Segments, options);

        Assert.Equal("GET /bomb > - !response_missing,head_truncated", rig.Lines);
        Assert.Equal(1, rig.Ledger[MirrorCounter.HeadsRejected]);
    }

    [Fact]
    public void More_waiting_requests_than_may_be_are_given_out_unpaired()
    {
        var options = new PipelineOptions { MaxPipelinedRequests = 8, Mode = CaptureMode.IngressAndEgress };
        Conversation conversation = new Conversation()
            .Client(string.Concat(Enumerable.Range(0, 20).Select(i => $"GET /{i} HTTP/1.1\r\nHost: x\r\n\r\n")))
            .Server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").Close();

        Rig rig = Rig.Run(conversation.Segments, options);

        Assert.Equal(21, rig.Exchanges.Count);
        Assert.All(rig.Exchanges, seen => Assert.True((seen.Anomalies & Anomalies.PairingAmbiguous) != 0));
        Assert.Equal(1, rig.Ledger[MirrorCounter.FlowsUnpairable]);
    }

    [Fact]
    public void An_exchange_past_the_time_limit_is_given_out_once_and_its_late_answer_is_not_paired_with_another()
    {
        var rig = new Rig();
        var conversation = new Conversation { NowNs = Start };
        conversation.Client("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
        conversation.NowNs += 400_000_000_000;
        conversation.Acknowledge(true);
        conversation.NowNs += 2_000_000_000;
        conversation.Acknowledge(true);
        conversation.Server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").Client("GET /next HTTP/1.1\r\nHost: x\r\n\r\n")
            .Server("HTTP/1.1 201 OK\r\nContent-Length: 0\r\n\r\n").Close();
        conversation.Segments.ForEach(segment => rig.Take(segment));
        rig.Finish();

        Assert.Equal("GET /slow > - !response_missing,time_limit\n- > 200 !request_missing,time_limit\nGET /next > 201", rig.Lines);
    }

    [Fact]
    public void A_stream_past_the_time_limit_becomes_one_exchange()
    {
        var rig = new Rig();
        var conversation = new Conversation { NowNs = Start, StepNs = 1_000_000_000 };
        conversation.Client("GET /events HTTP/1.1\r\nHost: x\r\n\r\n").Server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 400; i++)
        {
            conversation.Server("5\r\nevent\r\n").Acknowledge(true);
        }

        conversation.Server("0\r\n\r\n").Client("GET /next HTTP/1.1\r\nHost: x\r\n\r\n").Server("HTTP/1.1 204 No\r\n\r\n").Close();
        conversation.Segments.ForEach(segment => rig.Take(segment));
        rig.Finish();

        Assert.Equal(2, rig.Exchanges.Count);
        Assert.Equal(Anomalies.TimeLimit, rig.Exchanges[0].Anomalies);
        Assert.Equal("GET /next > 204", rig.Exchanges[1].ToString());
    }

    [Fact]
    public void A_clock_that_steps_back_does_not_stop_the_housekeeping()
    {
        var rig = new Rig();
        var conversation = new Conversation { NowNs = Start };
        conversation.Client("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
        rig.Pipeline.OnTurn(Start);
        conversation.Segments.ForEach(segment => rig.Take(segment with { TimeNs = segment.TimeNs - 86_400_000_000_000 }));
        rig.Pipeline.OnTurn(Start - 86_000_000_000_000);

        Assert.Equal("GET /slow > - !response_missing,time_limit", rig.Lines);
        rig.Finish();
    }

    [Theory]
    [InlineData(CaptureMode.Ingress, 1, 1)]
    [InlineData(CaptureMode.Egress, 1, 0)]
    [InlineData(CaptureMode.IngressAndEgress, 2, 1)]
    public void Only_the_directions_of_the_mode_are_given_out(CaptureMode mode, int expected, int ingress)
    {
        var options = new PipelineOptions { Mode = mode };
        var rig = new Rig(options);
        for (int i = 0; i < 2; i++)
        {
            PacketOrigin toServer = i == 0 ? PacketOrigin.Incoming : PacketOrigin.Outgoing;
            PacketOrigin toClient = i == 0 ? PacketOrigin.Outgoing : PacketOrigin.Incoming;
            Conversation conversation = new Conversation().Client("GET /a HTTP/1.1\r\nHost: x\r\n\r\n").Server("HTTP/1.1 204 No\r\n\r\n").Close();
            foreach (Segment segment in conversation.Segments)
            {
                rig.Take(segment with { Origin = segment.FromClient ? toServer : toClient, Client = IpEndpoint.FromIPv4(7, (ushort)i) });
            }
        }

        rig.Finish();

        Assert.Equal(expected, rig.Exchanges.Count);
        Assert.Equal(ingress, rig.Exchanges.Count(seen => seen.Direction == Direction.Ingress));
    }

    [Fact]
    public void Steady_traffic_allocates_nothing()
    {
        var ledger = new MirrorLedger();
        var sink = new CountingSink(ledger);
        var pipeline = new FlowPipeline(new PipelineOptions { Mode = CaptureMode.IngressAndEgress }, ledger, sink);
        var conversation = new Conversation();
        for (int i = 0; i < 1500; i++)
        {
            conversation.Client("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n" + new string('u', 5000))
                .Server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n" + new string('d', 5000) + "\r\n0\r\n\r\n");
        }

        // Every seventh pair of segments is swapped, so that holding is part of what is measured.
        Segment[] segments = [.. conversation.Segments];
        for (int i = 10; i + 1 < segments.Length; i += 7)
        {
            (segments[i], segments[i + 1]) = (segments[i + 1], segments[i]);
        }

        // A third to warm up, the rest in equal rounds.
        int next = segments.Length / 3;
        int round = (segments.Length - next) / Allocation.Rounds;
        Feed(pipeline, segments.AsSpan(0, next));
        long allocated = Allocation.Least(() =>
        {
            Feed(pipeline, segments.AsSpan(next, round));
            next += round;
        });
        Feed(pipeline, segments.AsSpan(next));

        Assert.Equal(0, allocated);
        Assert.InRange(ledger[MirrorCounter.ExchangesSent], 1498, 1500);
        Assert.True(sink.Written > 1498 * 10_000);
    }

    private static void Feed(FlowPipeline pipeline, ReadOnlySpan<Segment> segments)
    {
        foreach (Segment segment in segments)
        {
            TcpSegment tcp = segment.ToTcp();
            pipeline.OnSegment(in tcp);
        }
    }
}
