using System.Net;
using PodMirror.Agent.Configuration;

namespace PodMirror.Agent;

/// <summary>What the agent logs of its own life.</summary>
internal static partial class AgentLog
{
    /// <summary>It listens, and what somebody who sees nothing on the page should know.</summary>
    public static void Started(ILogger log, IPEndPoint grpc, IPEndPoint http, IPEndPoint web, AgentOptions options)
    {
        Listening(log, grpc, http, web, options.Data);
        if (options.StoreMaxSpansPerSecond == 0)
        {
            StoresNothing(log);
        }
    }

    [LoggerMessage(30, LogLevel.Information, "listening: OTLP/gRPC {Grpc}, OTLP/HTTP {Http}, live page http://{Web}/, data {Data}")]
    private static partial void Listening(ILogger log, IPEndPoint grpc, IPEndPoint http, IPEndPoint web, string data);

    [LoggerMessage(
        32,
        LogLevel.Warning,
        "nothing is stored: --store-max-spans-per-second is 0; page, API and catalog have no exchanges, and only backends get what comes")]
    private static partial void StoresNothing(ILogger log);

    [LoggerMessage(
        31,
        LogLevel.Information,
        "stopped: {Stored} spans stored, {Dropped} dropped; {Forwarded} forwarded, {ForwardDropped} dropped; {Queued} wait in the queue")]
    public static partial void Stopped(ILogger log, long stored, long dropped, long forwarded, long forwardDropped, long queued);
}
