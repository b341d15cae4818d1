using PodMirror.Exchange;
using PodMirror.Protocols.Tests.Kit;

namespace PodMirror.Protocols.Tests.Http2;

public sealed class ManyStreamsTests
{
    private const int MaxStreams = 1024;

    private static readonly PipelineOptions Options = new() { Mode = CaptureMode.IngressAndEgress };

    [Fact]
    public void Of_ten_thousand_streams_that_never_end_the_oldest_are_given_out_and_every_one_is_counted()
    {
        Rig rig = Run(Enumerable.Range(0, 10_000).SelectMany(i => PlainHttp2.Get((uint)(2 * i) + 1, "/" + i, end: false)));

        Assert.Equal(10_000, rig.Ledger[MirrorCounter.RequestsExchanged]);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => "/" + i), rig.Exchanges.Select(seen => seen.Target));
        Assert.Equal(10_000 - MaxStreams, rig.Exchanges.Count(seen => seen.Anomalies.HasFlag(Anomalies.FlowEvicted)));
        Assert.All(rig.Exchanges, seen => Assert.True(seen.Anomalies.HasFlag(Anomalies.RequestIncomplete | Anomalies.ResponseMissing)));
    }

    [Fact]
    public void A_hundred_thousand_streams_that_are_reset_at_once_are_given_out_and_harm_no_other()
    {
        const int Streams = 100_000;
        IEnumerable<byte> attack = Enumerable.Range(1, Streams)
            .SelectMany(i => (byte[])[.. PlainHttp2.Get((uint)(2 * i) + 1, "/reset"), .. Http2Side.Reset((uint)(2 * i) + 1, 8)]);
        Rig rig = Run([.. PlainHttp2.Get(1, "/held"), .. attack], PlainHttp2.Answer(1, "whole"));

        Assert.Equal("GET /held > 200 whole", rig.Exchanges.Single(seen => seen.Target == "/held").ToString());
        Assert.Equal(Streams, rig.Exchanges.Count(seen => seen.Target == "/reset" && seen.Anomalies.HasFlag(Anomalies.StreamReset)));
        Assert.Equal(Streams + 1, rig.Ledger[MirrorCounter.RequestsSeen]);
    }

    [Fact]
    public void Streams_of_all_connections_together_are_bounded()
    {
        const int Connections = 100;
        var rig = new Rig(Options);
        byte[] streams = [.. Enumerable.Range(0, MaxStreams).SelectMany(i => Http2Side.Frame(1, 4, (uint)(2 * i) + 1, [0x82]))];
        for (uint i = 0; i < Connections; i++)
        {
            var conversation = new Conversation { Mss = 60_000, StepNs = 1000 };
            conversation.Client([.. Http2Side.Hello, .. streams]);
            foreach (Segment segment in conversation.Segments)
            {
                rig.Take(segment with { Client = IpEndpoint.FromIPv4(0x0A000100 + i, 1) }, check: false);
            }

            Assert.InRange(rig.Ledger[MirrorCounter.RequestsOpen], 0, StreamIndex.MaxStreams + Connections);
        }

        rig.Finish();
        Assert.Equal(Connections * MaxStreams, rig.Ledger[MirrorCounter.RequestsExchanged]);
    }

    [Fact]
    public void A_loss_is_said_of_all_that_was_under_way_and_of_nothing_that_began_after_it()
    {
        var conversation = new Conversation { Mss = 1000 };
        conversation.Client(Http2Side.Hello).Server(Http2Side.Settings);
        conversation.Client([.. PlainHttp2.Get(1, "/a", end: false), .. PlainHttp2.Get(3, "/b"), .. PlainHttp2.Get(5, "/c", end: false)]);
        for (int i = 0; i < 20; i++)
        {
            conversation.Client(Http2Side.Data(1, "lost")).Client(Http2Side.Data(1, "kept"));
        }

        conversation.Client([.. Http2Side.Data(5, "end", end: true), .. PlainHttp2.Get(7, "/d")]).Client(Http2Side.Data(1, "", end: true));
        conversation.Server([.. PlainHttp2.Answer(1, "1"), .. PlainHttp2.Answer(3, "3"), .. PlainHttp2.Answer(5, "5"), .. PlainHttp2.Answer(7, "7")]);

        Rig rig = Rig.Run(conversation.Acknowledge(fromClient: true).Close().Segments
            .Where(segment => !segment.Payload.AsSpan().EndsWith("lost"u8)));

        Assert.Equal(
            ["GET /a  > 200 1 !request_gap", "GET /b > 200 3", "GET /c  > 200 5 !request_gap", "GET /d > 200 7"],
            rig.Exchanges.Select(seen => seen.ToString()));
        Assert.Equal(20, rig.Ledger[MirrorCounter.Gaps]);
    }

    [Fact]
    public void Trailers_of_a_request_that_is_over_begin_no_other()
    {
        Rig rig = Run(
            [.. PlainHttp2.Get(1, "/a", end: false)],
            [.. PlainHttp2.Answer(1, "enough"), .. Http2Side.Reset(1, 0)],
            Http2Side.Frame(1, 5, 1, [0, 1, (byte)'t', 1, (byte)'v']));

        Assert.Equal("GET /a > 200 enough !request_incomplete", rig.Lines);
    }

    private static Rig Run(IEnumerable<byte> client, byte[]? server = null, byte[]? late = null)
    {
        var conversation = new Conversation { Mss = 60_000, StepNs = 1000 };
        conversation.Client([.. Http2Side.Hello, .. client]).Server([.. Http2Side.Settings, .. server ?? []]).Client(late ?? []);
        return Rig.Run(conversation.Close().Segments, Options, checkEach: false);
    }
}
