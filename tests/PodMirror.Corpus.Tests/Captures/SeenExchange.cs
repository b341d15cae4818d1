using PodMirror.Exchange;

namespace PodMirror.Corpus.Tests;

/// <summary>An exchange that the pipeline gave out, copied.</summary>
internal sealed record SeenExchange(
    uint Stream, HttpProtocol Protocol, Anomalies Anomalies, IpEndpoint Client, IpEndpoint Server, SeenMessage? Request, SeenMessage? Response,
    int Interim)
{
    /// <summary>Copies a record.</summary>
    public static SeenExchange Of(in ExchangeRecord record) => new(
        record.Header.Stream,
        record.Header.Protocol,
        record.Header.Anomalies,
        record.Header.Client,
        record.Header.Server,
        SeenMessage.Of(record.Request),
        SeenMessage.Of(record.Response),
        record.Header.InterimResponses);

    /// <summary>Whether its request asked HTTP/1 for the HTTP/2 in which its response came.</summary>
    public bool IsUpgraded => Protocol != HttpProtocol.Http2 && Interim > 0 && Request?.Field("Upgrade") == "h2c";

    /// <inheritdoc />
    public override string ToString() =>
        $"#{Stream} {Client} > {Server} {Request?.Method} {Request?.Target} -> {Response?.Status} [{string.Join(' ', AnomalyNames.Of(Anomalies))}]";
}
