using System.Net;

namespace PodMirror.Agent;

/// <summary>What the agent logs of its own life.</summary>
internal static partial class AgentLog
{
    [LoggerMessage(30, LogLevel.Information, "listening: OTLP/gRPC {Grpc}, OTLP/HTTP {Http}, live page http://{Web}/, data {Data}")]
    public static partial void Started(ILogger log, IPEndPoint grpc, IPEndPoint http, IPEndPoint web, string data);

    [LoggerMessage(
        31,
        LogLevel.Information,
        "stopped: {Stored} spans stored, {Dropped} dropped; {Forwarded} forwarded, {ForwardDropped} dropped; {Queued} wait in the queue")]
    public static partial void Stopped(ILogger log, long stored, long dropped, long forwarded, long forwardDropped, long queued);
}
