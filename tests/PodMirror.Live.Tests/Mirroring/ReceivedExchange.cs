using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Live.Tests.Mirroring;

/// <summary>An exchange as the test's tme read it.</summary>
internal sealed record ReceivedExchange(
    Direction Direction,
    string Server,
    string Target,
    int Status,
    long RequestBytes,
    string RequestBody,
    long ResponseBytes,
    string ResponseBody,
    Anomalies Anomalies)
{
    public required HttpProtocol Protocol { get; init; }

    public required string Method { get; init; }

    /// <summary>What extended CONNECT asks for.</summary>
    public required string Asked { get; init; }

    /// <summary>The record's body, as it came.</summary>
    public byte[] Record { get; init; } = [];

    public required string RequestFields { get; init; }

    public required string ResponseFields { get; init; }

    public required string RequestTrailers { get; init; }

    public required string ResponseTrailers { get; init; }

    /// <summary>What was counted of the request's content.</summary>
    public FramedContent RequestFramed { get; init; }

    /// <summary>What was counted of the response's content.</summary>
    public FramedContent ResponseFramed { get; init; }

    /// <summary>How many messages of the response's content are marked.</summary>
    public int ResponseMarks { get; init; }

    public static ReceivedExchange From(in ExchangeRecord record) => new(
        record.Header.Direction,
        record.Header.Server.ToString(),
        Encoding.ASCII.GetString(record.Request.Target),
        record.Response.Status,
        record.Request.BodyBytes,
        Encoding.ASCII.GetString(record.Request.Body),
        record.Response.BodyBytes,
        Encoding.ASCII.GetString(record.Response.Body),
        record.Header.Anomalies)
    {
        Protocol = record.Header.Protocol,
        Method = Encoding.ASCII.GetString(record.Request.Method),
        Asked = Encoding.ASCII.GetString(record.Request.Protocol),
        RequestFields = Encoding.ASCII.GetString(record.Request.Fields),
        ResponseFields = Encoding.ASCII.GetString(record.Response.Fields),
        RequestFramed = record.Request.Framed,
        ResponseFramed = record.Response.Framed,
        ResponseMarks = new FramedMarks(record.Response.Marks).Count,
        RequestTrailers = Encoding.ASCII.GetString(record.Request.Trailers),
        ResponseTrailers = Encoding.ASCII.GetString(record.Response.Trailers),
    };
}
