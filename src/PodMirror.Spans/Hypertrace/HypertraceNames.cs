using System.Text;

namespace PodMirror.Spans;

/// <summary>What attributes were called before, in the Hypertrace specification and in OpenTelemetry's first HTTP conventions.</summary>
internal static class HypertraceNames
{
    internal static readonly AttributeName Target = new("http.target");
    internal static readonly AttributeName Url = new("http.url");
    internal static readonly AttributeName Host = new("http.host");
    internal static readonly AttributeName Flavor = new("http.flavor");
    internal static readonly AttributeName Transport = new("net.transport");
    internal static readonly AttributeName SpanProtocol = new("span.protocol");
    internal static readonly AttributeName RpcService = new("rpc.service");
    internal static readonly AttributeName GrpcStatusCode = new("rpc.grpc.status_code");
    internal static readonly AttributeName RequestBodyBase64 = new("http.request.body.base64");
    internal static readonly AttributeName ResponseBodyBase64 = new("http.response.body.base64");

    // Those whose value stays as it is.
    private static readonly (byte[] Current, AttributeName Older)[] Same =
    [
        Pair("http.request.method", "http.method"),
        Pair("http.response.status_code", "http.status_code"),
        Pair("url.scheme", "http.scheme"),
        Pair("user_agent.original", "http.user_agent"),
        Pair("client.address", "http.client_ip"),
        Pair("network.peer.address", "net.peer.ip"),
        Pair("network.peer.port", "net.peer.port"),
        Pair("network.local.address", "net.host.ip"),
        Pair("network.local.port", "net.host.port"),
        Pair("http.request.body.size", "http.request_content_length"),
        Pair("http.response.body.size", "http.response_content_length"),
        Pair("http.request.body.content", "http.request.body"),
        Pair("http.response.body.content", "http.response.body"),
        Pair("podmirror.http.request.body.truncated", "http.request.body.truncated"),
        Pair("podmirror.http.response.body.truncated", "http.response.body.truncated"),
        Pair("rpc.system.name", "rpc.system"),
    ];

    /// <summary>The older name of an attribute that has one with the same value; else null.</summary>
    internal static AttributeName? Of(ReadOnlySpan<byte> current)
    {
        foreach ((byte[] name, AttributeName older) in Same)
        {
            if (current.SequenceEqual(name))
            {
                return older;
            }
        }

        return null;
    }

    private static (byte[] Current, AttributeName Older) Pair(string current, string older) =>
        (Encoding.ASCII.GetBytes(current), new AttributeName(older));
}
