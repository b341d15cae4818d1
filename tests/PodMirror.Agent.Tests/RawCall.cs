using System.Net;

namespace PodMirror.Agent.Tests;

/// <summary>Calls of gRPC as HTTP/2 has them, for what a client of gRPC does not send or show.</summary>
internal static class RawCall
{
    public const string Export = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    /// <summary>Sends bytes as they are; a header field without a value is left out.</summary>
    public static async Task<HttpResponseMessage> SendAsync(TestAgent agent, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(agent.AddressOf(AgentListener.Grpc), Export))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Headers.Add("TE", "trailers");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");
        foreach ((string name, string value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await agent.Client.SendAsync(request);
    }

    /// <summary>A message as it is (PROTOCOL-HTTP2 of gRPC, Length-Prefixed-Message).</summary>
    public static byte[] Message(byte[] bytes) =>
        [0, (byte)(bytes.Length >> 24), (byte)(bytes.Length >> 16), (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];

    /// <summary>The status, which is a trailer, or a header field where there is nothing else.</summary>
    public static string? StatusOf(HttpResponseMessage answer) =>
        answer.TrailingHeaders.TryGetValues("grpc-status", out IEnumerable<string>? values)
            || answer.Headers.TryGetValues("grpc-status", out values) ? values.Single() : null;
}
