using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Replay;

/// <summary>One JSON object a line for each exchange. The contract, field by field: docs/json.md.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="contents">Redacts and decodes.</param>
public sealed class JsonFormatter(OutputBuffer output, WireContents contents) : IExchangeFormatter
{
    private readonly Rfc3339 _time = new();
    private readonly JsonFramed _framed = new(output);

    /// <inheritdoc />
    public bool TryWrite(in ExchangeRecord exchange)
    {
        output.Write("{\"time\":\""u8);
        output.Write(_time.Of(exchange.Header.StartNs));
        output.Write("\",\"duration_ns\":"u8);
        JsonText.WriteNumber(output, exchange.Header.DurationNs);
        output.Write(",\"protocol\":"u8);
        output.Write(NameOf(exchange.Header.Protocol));
        output.Write(",\"direction\":"u8);
        output.Write(NameOf(exchange.Header.Direction));
        output.Write(",\"client\":"u8);
        WriteEndpoint(exchange.Header.Client);
        output.Write(",\"server\":"u8);
        WriteEndpoint(exchange.Header.Server);
        output.Write(",\"request\":"u8);
        Anomalies anomalies = exchange.Header.Anomalies | WriteRequest(exchange.Request);
        output.Write(",\"response\":"u8);
        anomalies |= WriteResponse(exchange.Response, exchange.Request.Target);
        output.Write(",\"websocket\":"u8);
        WriteWebSocket(exchange);
        output.Write(",\"anomalies\":["u8);
        WriteAnomalies(anomalies);
        output.Write("],\"stream\":"u8);
        JsonText.WriteNumber(output, exchange.Header.Stream);
        output.Write("}\n"u8);
        return true;
    }

    private static ReadOnlySpan<byte> NameOf(HttpProtocol protocol) => protocol switch
    {
        HttpProtocol.Http10 => "\"http/1.0\""u8,
        HttpProtocol.Http11 => "\"http/1.1\""u8,
        _ => "\"http/2\""u8,
    };

    private static ReadOnlySpan<byte> NameOf(Direction direction) => direction switch
    {
        Direction.Ingress => "\"ingress\""u8,
        Direction.Egress => "\"egress\""u8,
        _ => "\"unknown\""u8,
    };

    private void WriteEndpoint(IpEndpoint endpoint)
    {
        output.Write("{\"address\":\""u8);
        output.Advance(EndpointText.WriteAddress(endpoint, output.GetSpan(EndpointText.MaxAddressBytes)));
        output.Write("\",\"port\":"u8);
        JsonText.WriteNumber(output, endpoint.Port);
        output.Write((byte)'}');
    }

    /// <summary>Writes the request and tells what decoding its body adds to the anomalies.</summary>
    private Anomalies WriteRequest(in MessageView request)
    {
        if (!request.IsPresent)
        {
            output.Write("null"u8);
            return Anomalies.None;
        }

        output.Write("{\"method\":"u8);
        WriteKnown(request.Method);
        output.Write(",\"target\":"u8);
        WriteKnown(contents.Target(request.Target));
        output.Write(",\"authority\":"u8);
        ReadOnlySpan<byte> authority = RequestAuthority.Of(request);
        WriteKnown(authority.IsEmpty ? authority : contents.Authority(authority));
        return WriteContents(request, request.Target, Anomalies.RequestBodyTruncated, Anomalies.RequestBodyUndecodable);
    }

    /// <summary>Writes the response and tells what decoding its body adds to the anomalies.</summary>
    private Anomalies WriteResponse(in MessageView response, ReadOnlySpan<byte> target)
    {
        if (!response.IsPresent)
        {
            output.Write("null"u8);
            return Anomalies.None;
        }

        output.Write("{\"status\":"u8);
        if (response.Status > 0)
        {
            JsonText.WriteNumber(output, response.Status);
        }
        else
        {
            output.Write("null"u8);
        }

        return WriteContents(response, target, Anomalies.ResponseBodyTruncated, Anomalies.ResponseBodyUndecodable);
    }

    private void WriteWebSocket(in ExchangeRecord exchange)
    {
        if (WebSocketConversation.Is(exchange))
        {
            _framed.WriteConversation(contents.Conversation(exchange));
        }
        else
        {
            output.Write("null"u8);
        }
    }

    private void WriteKnown(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            output.Write("null"u8);
        }
        else
        {
            JsonText.WriteWireString(output, text);
        }
    }

    private Anomalies WriteContents(in MessageView message, ReadOnlySpan<byte> target, Anomalies truncated, Anomalies undecodable)
    {
        output.Write(",\"headers\":["u8);
        bool isFirst = true;
        WriteFields(message.Fields, ref isFirst);
        WriteFields(message.Trailers, ref isFirst);
        output.Write("],\"body_bytes\":"u8);
        JsonText.WriteNumber(output, message.BodyBytes);
        ShownBody body = contents.Body(message, target);
        JsonFramed.WriteBody(output, body);
        output.Write(",\"framed\":"u8);
        _framed.WriteCounts(message.Framed);
        output.Write((byte)'}');

        // The wire's own truncation is in the record; here only a body that decoding made too long is added.
        bool wasWhole = message.Body.Length == message.BodyBytes;
        return (body.IsUndecodable ? undecodable : Anomalies.None) | (body.IsTruncated && wasWhole ? truncated : Anomalies.None);
    }

    private void WriteFields(ReadOnlySpan<byte> section, ref bool isFirst)
    {
        foreach (FieldLine line in new FieldLines(section))
        {
            output.Write(isFirst ? "["u8 : ",["u8);
            isFirst = false;
            JsonText.WriteWireString(output, contents.FieldName(line.Name));
            output.Write((byte)',');
            JsonText.WriteWireString(output, contents.FieldValue(line.Name, line.Value));
            output.Write((byte)']');
        }
    }

    private void WriteAnomalies(Anomalies anomalies)
    {
        bool isFirst = true;
        foreach (string name in AnomalyNames.Of(anomalies))
        {
            output.Write(isFirst ? "\""u8 : ",\""u8);
            isFirst = false;
            foreach (char letter in name)
            {
                output.Write((byte)letter);
            }

            output.Write((byte)'"');
        }
    }
}
