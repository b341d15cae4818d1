using System.Text;
using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Protocols;

namespace PodMirror.Corpus.Tests;

/// <summary>
/// Takes a vector's bytes through the pipeline as one direction of a TCP connection. Where they are a server's, the client asks for as many
/// pages before as llhttp found responses: a response is only read rightly when its request is known.
/// </summary>
internal sealed class LlhttpRun
{
    private static readonly IpEndpoint Client = IpEndpoint.FromIPv4(0x0A000001, 40_000);
    private static readonly IpEndpoint Server = IpEndpoint.FromIPv4(0x0A000002, 8080);

    private readonly MirrorLedger _ledger = new();
    private readonly ExchangeCollector _collector;
    private readonly FlowPipeline _pipeline;
    private uint _clientNext = 1000;
    private uint _serverNext = 5000;
    private long _nowNs = 1_700_000_000_000_000_000;

    private LlhttpRun()
    {
        _collector = new ExchangeCollector(_ledger);
        var options = new PipelineOptions { Mode = CaptureMode.IngressAndEgress, MaxFlows = 16 };
        _pipeline = new FlowPipeline(options, _ledger, _collector);
    }

    /// <summary>The vector's side of what the pipeline made of it.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="cuts">Where the bytes are cut into segments, ascending.</param>
    public static List<LlhttpRead> Of(LlhttpVector vector, params ReadOnlySpan<int> cuts)
    {
        var run = new LlhttpRun();
        run.Send(true, TcpFlags.Syn, "");
        run.Send(false, TcpFlags.Syn | TcpFlags.Ack, "");
        run.Send(true, TcpFlags.Ack, "");
        run.Ask(vector);

        int from = 0;
        foreach (int cut in cuts)
        {
            run.Send(vector.IsRequest, TcpFlags.Psh | TcpFlags.Ack, vector.Input[from..cut]);
            from = cut;
        }

        run.Send(vector.IsRequest, TcpFlags.Psh | TcpFlags.Ack, vector.Input[from..]);
        run.Send(vector.IsRequest, TcpFlags.Fin | TcpFlags.Ack, "");
        run.Send(!vector.IsRequest, TcpFlags.Fin | TcpFlags.Ack, "");
        run._pipeline.Finish();
        Assert.Null(run._ledger.FirstImbalance());
        return
        [
            .. from seen in run._collector.Seen
               let message = vector.IsRequest ? seen.Request : seen.Response
               where message is not null
               select new LlhttpRead(message, seen),
        ];
    }

    /// <summary>All that was made of it, in words, but for times.</summary>
    public static string Describe(IEnumerable<LlhttpRead> read)
    {
        var text = new StringBuilder();
        foreach ((SeenMessage message, SeenExchange exchange) in read)
        {
            string anomalies = string.Join(' ', AnomalyNames.Of(exchange.Anomalies));
            text.Append($"{message.Method} {message.Target} {message.Status} {exchange.Protocol} [{anomalies}]\n");
            text.Append(string.Concat(message.Fields.Concat(message.Trailers).Select(field => $"  {field.Key}: {field.Value}\n")));
            text.Append($"  body {message.BodyBytes}: {message.Body}\n");
        }

        return text.ToString();
    }

    /// <summary>In the version of the responses: an exchange has one, whatever its two messages say.</summary>
    private void Ask(LlhttpVector vector)
    {
        bool isOld = vector.Expected.Messages.Any(message => message.Version.ToString() == "1.0");
        for (int i = 0; !vector.IsRequest && i < Math.Max(1, vector.Expected.Messages.Count); i++)
        {
            Send(true, TcpFlags.Psh | TcpFlags.Ack, $"GET / HTTP/1.{(isOld ? 0 : 1)}\r\nHost: a\r\n\r\n");
        }
    }

    private void Send(bool fromClient, TcpFlags flags, string payload)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(payload);
        _nowNs += 1_000_000;
        _pipeline.OnSegment(new TcpSegment
        {
            Source = fromClient ? Client : Server,
            Destination = fromClient ? Server : Client,
            Sequence = fromClient ? _clientNext : _serverNext,
            Acknowledgement = flags == TcpFlags.Syn ? 0 : fromClient ? _serverNext : _clientNext,
            Flags = flags,
            Payload = bytes,
            WirePayloadBytes = bytes.Length,
            TimestampNs = _nowNs,
        });
        uint taken = (uint)bytes.Length + ((flags & (TcpFlags.Syn | TcpFlags.Fin)) != 0 ? 1u : 0);
        _ = fromClient ? _clientNext += taken : _serverNext += taken;
    }
}
