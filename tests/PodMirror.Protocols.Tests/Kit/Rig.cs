using System.Text;
using PodMirror.Capture;
using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests;

/// <summary>A pipeline whose exchanges are kept as text, and whose ledger must always balance.</summary>
internal sealed class Rig : IExchangeSink
{
    public Rig(PipelineOptions? options = null, IServerPorts? serverPorts = null)
    {
        Pipeline = new FlowPipeline(options ?? new PipelineOptions { Mode = CaptureMode.IngressAndEgress }, Ledger, this, serverPorts);
    }

    public MirrorLedger Ledger { get; } = new();

    public FlowPipeline Pipeline { get; }

    public List<Seen> Exchanges { get; } = [];

    public string Lines => string.Join("\n", Exchanges);

    /// <summary>Runs segments through a pipeline of its own to the end.</summary>
    public static Rig Run(IEnumerable<Segment> segments, PipelineOptions? options = null, bool checkEach = true)
    {
        var rig = new Rig(options);
        foreach (Segment segment in segments)
        {
            rig.Take(segment, checkEach);
        }

        rig.Finish();
        return rig;
    }

    public void Take(Segment segment, bool check = true)
    {
        TcpSegment tcp = segment.ToTcp();
        Pipeline.OnSegment(in tcp);
        if (check)
        {
            AssertBalanced();
        }
    }

    public void Finish()
    {
        Pipeline.Finish();
        AssertBalanced();
        Assert.Equal(0, Ledger[MirrorCounter.FlowsOpen]);
        Assert.Equal(0, Ledger[MirrorCounter.RequestsOpen]);
        Assert.Equal(0, Ledger[MirrorCounter.ResponsesOpen]);
        Assert.Equal(0, Ledger[MirrorCounter.BytesHeld]);
    }

    public void OnExchange(in ExchangeRecord exchange)
    {
        Ledger[MirrorCounter.ExchangesSent]++;
        Ledger[MirrorCounter.ExchangesAcknowledged]++;
        bool request = exchange.Request.IsPresent;
        bool response = exchange.Response.IsPresent;
        Exchanges.Add(new Seen(
            exchange.Header.Stream,
            exchange.Header.Direction,
            exchange.Header.Protocol,
            request ? Text(exchange.Request.Method) : null,
            request ? Text(exchange.Request.Target) : null,
            Text(exchange.Request.Body),
            exchange.Request.BodyBytes,
            response ? exchange.Response.Status : null,
            Text(exchange.Response.Body),
            exchange.Response.BodyBytes,
            exchange.Header.Anomalies,
            exchange.Header.InterimResponses,
            exchange.Header.StartNs,
            exchange.Header.DurationNs,
            Text(exchange.Request.Fields),
            Text(exchange.Response.Fields),
            Text(exchange.Response.Trailers))
        {
            RequestFramed = FramedText.Of(exchange.Request.Framed, exchange.Request.Marks),
            ResponseFramed = FramedText.Of(exchange.Response.Framed, exchange.Response.Marks),
            Asked = Text(exchange.Request.Protocol),
            Ordinal = exchange.Header.Ordinal,
        });
    }

    private void AssertBalanced()
    {
        // Packets are counted by the decoder, which these tests go without.
        Assert.Null(Ledger.FirstImbalance());
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
