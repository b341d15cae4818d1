using PodMirror.Capture;
using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests;

/// <summary>What becomes of connections when what is captured changes between two of their segments.</summary>
public sealed class ChangeTests
{
    [Fact]
    public void A_direction_that_is_new_is_read_from_the_next_exchange_of_an_open_connection_on()
    {
        Rig rig = Run(CaptureMode.Egress, changeAfter: 2, CaptureMode.Ingress);

        Assert.Equal("GET /3 > 200 x\nGET /4 > 200 x", rig.Lines);
        Assert.All(rig.Exchanges, exchange => Assert.Equal((Direction.Ingress, Anomalies.None), (exchange.Direction, exchange.Anomalies)));
        Assert.Equal((0, 0), (rig.Ledger[MirrorCounter.BytesLost], rig.Ledger[MirrorCounter.BytesOutOfWindow]));
        Assert.Equal((1, 2), (rig.Ledger[MirrorCounter.FlowsFilteredMode], rig.Ledger[MirrorCounter.FlowsSeen]));
    }

    [Fact]
    public void A_direction_that_is_wanted_no_longer_is_not_read_any_further()
    {
        Rig rig = Run(CaptureMode.Ingress, changeAfter: 2, CaptureMode.Egress);

        Assert.Equal("GET /1 > 200 x\nGET /2 > 200 x", rig.Lines);
        Assert.Equal(0, rig.Ledger[MirrorCounter.ExchangesFilteredMode]);
        Assert.NotEqual(0, rig.Ledger[MirrorCounter.BytesFilteredMode]);
    }

    [Fact]
    public void A_direction_that_stays_loses_nothing()
    {
        Rig rig = Run(CaptureMode.Ingress, changeAfter: 2, CaptureMode.IngressAndEgress);

        Assert.Equal("GET /1 > 200 x\nGET /2 > 200 x\nGET /3 > 200 x\nGET /4 > 200 x", rig.Lines);
        Assert.Equal(1, rig.Ledger[MirrorCounter.FlowsSeen]);
    }

    [Fact]
    public void An_exchange_counts_by_the_mode_at_its_end()
    {
        var rig = new Rig(new PipelineOptions { Mode = CaptureMode.Ingress });
        List<Segment> call = Calls(1).Segments;
        call.Take(4).ToList().ForEach(segment => Take(rig, segment));
        rig.Pipeline.Mode = CaptureMode.Egress;
        call.Skip(4).ToList().ForEach(segment => Take(rig, segment));
        rig.Finish();

        Assert.Empty(rig.Exchanges);
        Assert.Equal(1, rig.Ledger[MirrorCounter.ExchangesFilteredMode]);
    }

    [Fact]
    public void At_any_change_of_mode_at_any_segment_the_ledger_adds_up()
    {
        CaptureMode[] modes = [CaptureMode.Ingress, CaptureMode.Egress, CaptureMode.IngressAndEgress];
        int segments = Calls(3).Segments.Count;
        for (int at = 0; at < segments; at++)
        {
            foreach (CaptureMode mode in modes)
            {
                var rig = new Rig(new PipelineOptions { Mode = modes[at % 3] });
                int i = 0;
                foreach (Segment segment in Calls(3).Close().Segments)
                {
                    rig.Pipeline.Mode = i++ == at ? mode : rig.Pipeline.Mode;
                    Take(rig, segment);
                }

                rig.Finish();
            }
        }
    }

    [Fact]
    public void Flows_that_are_captured_no_longer_are_given_out_as_they_are_and_others_go_on()
    {
        var rig = new Rig();
        List<Segment> call = Calls(2).Segments;
        call.Take(6).ToList().ForEach(segment => Take(rig, segment));
        rig.Pipeline.EndFlows((one, other) => true);
        Assert.Equal("GET /1 > 200 x", rig.Lines);
        Assert.Equal(1, rig.Ledger[MirrorCounter.FlowsOpen]);

        rig.Pipeline.EndFlows((one, other) => false);
        Assert.Equal(0, rig.Ledger[MirrorCounter.FlowsOpen]);
        Assert.Equal((2, Anomalies.ResponseMissing), (rig.Exchanges.Count, rig.Exchanges[1].Anomalies));
        rig.Finish();
    }

    [Fact]
    public void Less_of_a_body_is_kept_from_now_on_and_more_of_the_next()
    {
        var rig = new Rig(new PipelineOptions { Mode = CaptureMode.IngressAndEgress, MaxBodyBytes = 4 });
        string[] bodies = ["abcdef", "abcdef", "abcdef"];
        int?[] limits = [null, 2, 6];
        var conversation = new Conversation();
        for (int i = 0; i < bodies.Length; i++)
        {
            int from = conversation.Segments.Count;
            conversation.Client("GET / HTTP/1.1\r\nHost: x\r\n\r\n").Server($"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n{bodies[i]}");
            rig.Pipeline.MaxBodyBytes = limits[i] ?? rig.Pipeline.MaxBodyBytes;
            conversation.Segments.Skip(i == 0 ? 0 : from).ToList().ForEach(segment => rig.Take(segment));
        }

        rig.Finish();
        Assert.Equal(["abcd", "ab", "abcdef"], rig.Exchanges.Select(exchange => exchange.ResponseBody));
        Assert.All(rig.Exchanges, exchange => Assert.Equal(6, exchange.ResponseBytes));
    }

    private static Rig Run(CaptureMode before, int changeAfter, CaptureMode after)
    {
        var rig = new Rig(new PipelineOptions { Mode = before });
        Conversation first = Calls(changeAfter);
        first.Segments.ForEach(segment => Take(rig, segment));
        int taken = first.Segments.Count;
        rig.Pipeline.Mode = after;
        Calls(4).Close().Segments.Skip(taken).ToList().ForEach(segment => Take(rig, segment));
        rig.Finish();
        return rig;
    }

    private static Conversation Calls(int count)
    {
        var conversation = new Conversation();
        for (int i = 1; i <= count; i++)
        {
            conversation.Client($"GET /{i} HTTP/1.1\r\nHost: x\r\n\r\n").Server("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
        }

        return conversation;
    }

    /// <summary>As the ring says it: what the server sends goes out of this host.</summary>
    private static void Take(Rig rig, Segment segment) =>
        rig.Take(segment with { Origin = segment.FromClient ? PacketOrigin.Incoming : PacketOrigin.Outgoing });
}
