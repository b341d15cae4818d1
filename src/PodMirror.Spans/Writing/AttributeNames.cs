using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// What each attribute is called: one table, so that another set of names is another instance and no other change. A null name
/// leaves the attribute out. Source, type and absence of each are in docs/spans.md.
/// </summary>
internal sealed record AttributeNames
{
    /// <summary>The stable HTTP conventions of OpenTelemetry 1.44, the body attributes of their development branch, and our own.</summary>
    internal static readonly AttributeNames OpenTelemetry = new();

    internal byte[]? RequestMethod { get; init; } = Of("http.request.method");

    internal byte[]? RequestMethodOriginal { get; init; } = Of("http.request.method_original");

    internal byte[]? ResponseStatusCode { get; init; } = Of("http.response.status_code");

    internal byte[]? ErrorType { get; init; } = Of("error.type");

    internal byte[]? UrlFull { get; init; } = Of("url.full");

    internal byte[]? UrlScheme { get; init; } = Of("url.scheme");

    internal byte[]? UrlPath { get; init; } = Of("url.path");

    internal byte[]? UrlQuery { get; init; } = Of("url.query");

    internal byte[]? ServerAddress { get; init; } = Of("server.address");

    internal byte[]? ServerPort { get; init; } = Of("server.port");

    internal byte[]? ClientAddress { get; init; } = Of("client.address");

    internal byte[]? ClientPort { get; init; } = Of("client.port");

    internal byte[]? PeerAddress { get; init; } = Of("network.peer.address");

    internal byte[]? PeerPort { get; init; } = Of("network.peer.port");

    internal byte[]? LocalAddress { get; init; } = Of("network.local.address");

    internal byte[]? LocalPort { get; init; } = Of("network.local.port");

    internal byte[]? ProtocolName { get; init; } = Of("network.protocol.name");

    internal byte[]? ProtocolVersion { get; init; } = Of("network.protocol.version");

    internal byte[]? UserAgent { get; init; } = Of("user_agent.original");

    internal byte[]? RequestBodySize { get; init; } = Of("http.request.body.size");

    internal byte[]? ResponseBodySize { get; init; } = Of("http.response.body.size");

    internal byte[]? RequestBodyContent { get; init; } = Of("http.request.body.content");

    internal byte[]? ResponseBodyContent { get; init; } = Of("http.response.body.content");

    internal byte[]? RequestBodyTruncated { get; init; } = Of("podmirror.http.request.body.truncated");

    internal byte[]? ResponseBodyTruncated { get; init; } = Of("podmirror.http.response.body.truncated");

    /// <summary>Comes before the field's name in lower case.</summary>
    internal byte[] RequestHeader { get; init; } = Of("http.request.header.");

    internal byte[] ResponseHeader { get; init; } = Of("http.response.header.");

    internal byte[] RequestTrailer { get; init; } = Of("podmirror.http.request.trailer.");

    internal byte[] ResponseTrailer { get; init; } = Of("podmirror.http.response.trailer.");

    internal byte[]? Direction { get; init; } = Of("podmirror.direction");

    internal byte[]? Anomalies { get; init; } = Of("podmirror.anomalies");

    internal byte[]? Stream { get; init; } = Of("podmirror.stream");

    internal byte[]? Ordinal { get; init; } = Of("podmirror.ordinal");

    internal byte[]? InterimResponses { get; init; } = Of("podmirror.interim_responses");

    internal byte[]? MalformedContext { get; init; } = Of("podmirror.trace_context.malformed");

    internal byte[]? Truncated { get; init; } = Of("podmirror.truncated");

    private static byte[] Of(string name) => Encoding.UTF8.GetBytes(name);
}
