using System.Globalization;
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

    /// <summary>The path of metrics over HTTP.</summary>
    public const string MetricsPath = "/v1/metrics";

    private const string TracesPath = "/v1/traces";

    /// <summary>Which it is of the targets whose URLs differ in nothing but their query; 1 for the first.</summary>
    public int Ordinal { get; init; } = 1;

    /// <summary>
    /// The name in metrics and logs: the URL without its query, which may hold a secret, and behind it the ordinal of a second one and so on. The URL
    /// can hold no credentials: one that does is not read.
    /// </summary>
    public string Name => Ordinal == 1 ? Url : string.Create(CultureInfo.InvariantCulture, $"{Url} ({Ordinal})");

    private string Url => Endpoint.GetLeftPart(UriPartial.Path);

    /// <summary>By which its place in the queue is known again. A query may hold a secret, so of it there is a hash.</summary>
    public string QueueName => Endpoint.Query.Length == 0
        ? $"{Protocol} {Url}"
        : $"{Protocol} {Url} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Endpoint.Query)).AsSpan(0, 8))}";

    /// <summary>Each target once, with a name that no other has.</summary>
    public static IReadOnlyList<ForwardTarget> Distinct(IEnumerable<ForwardTarget> targets)
    {
        var distinct = new List<ForwardTarget>();
        foreach (ForwardTarget target in targets.Distinct())
        {
            distinct.Add(target with { Ordinal = 1 + distinct.Count(other => other.Url == target.Url) });
        }

        return distinct;
    }

    /// <summary>Reads a URL. Over HTTP a URL without a path gets that of the specification, and one with a path is used as it is.</summary>
    public static bool TryParse(string text, out ForwardTarget? target, string path = TracesPath)
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
            Uri endpoint = uri.AbsolutePath == "/" ? new UriBuilder(uri) { Path = path }.Uri : uri;
            target = new ForwardTarget(endpoint, ExportProtocol.HttpProtobuf);
        }

        return true;
    }
}
