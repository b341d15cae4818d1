using System.Security.Cryptography;
using System.Text;
using PodMirror.Spans;

namespace PodMirror.Agent.Forwarding;

/// <summary>A backend that spans are passed on to.</summary>
/// <param name="Endpoint">For HTTP the whole URL, for gRPC scheme and authority.</param>
/// <param name="Protocol">How OTLP travels.</param>
internal sealed record ForwardTarget(Uri Endpoint, ExportProtocol Protocol)
{
    /// <summary>What to write, for errors and help.</summary>
    public const string Form = "http://HOST:PORT or https://HOST:PORT for OTLP/HTTP, grpc://HOST:PORT or grpcs://HOST:PORT for OTLP/gRPC";

    private const string TracesPath = "/v1/traces";

    /// <summary>The URL in metrics and logs. It can hold no credentials: a URL that does is not read.</summary>
    public string Name => Endpoint.GetLeftPart(UriPartial.Path);

    /// <summary>By which its place in the queue is known again. A query may hold a secret, so of it there is a hash.</summary>
    public string QueueName => Endpoint.Query.Length == 0
        ? $"{Protocol} {Name}"
        : $"{Protocol} {Name} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Endpoint.Query)).AsSpan(0, 8))}";

    /// <summary>Reads a URL. Over HTTP a URL without a path gets that of the specification, and one with a path is used as it is.</summary>
    public static bool TryParse(string text, out ForwardTarget? target)
    {
        target = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0 || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            return false;
        }

        bool grpc = uri.Scheme is "grpc" or "grpcs";
        if ((!grpc && uri.Scheme is not ("http" or "https")) || (grpc && (uri.PathAndQuery is not ("/" or "") || uri.Port < 0)))
        {
            return false;
        }

        if (grpc)
        {
            var endpoint = new UriBuilder(uri) { Scheme = uri.Scheme == "grpcs" ? "https" : "http" };
            target = new ForwardTarget(endpoint.Uri, ExportProtocol.Grpc);
        }
        else
        {
            Uri endpoint = uri.AbsolutePath == "/" ? new UriBuilder(uri) { Path = TracesPath }.Uri : uri;
            target = new ForwardTarget(endpoint, ExportProtocol.HttpProtobuf);
        }

        return true;
    }
}
