using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// What each attribute is called: one table, so that another set of names is another instance and no other change. A null name
/// leaves the attribute out. Source, type and absence of each are in docs/spans.md.
/// </summary>
internal sealed record AttributeNames
{
    /// <summary>The stable HTTP and RPC conventions of OpenTelemetry, those of GraphQL, the body attributes in development, and our own.</summary>
    internal static readonly AttributeNames OpenTelemetry = new();

    internal AttributeName? RequestMethod { get; init; } = new("http.request.method");

    internal AttributeName? RequestMethodOriginal { get; init; } = new("http.request.method_original");

    internal AttributeName? ResponseStatusCode { get; init; } = new("http.response.status_code");

    internal AttributeName? ErrorType { get; init; } = new("error.type");

    internal AttributeName? UrlFull { get; init; } = new("url.full");

    internal AttributeName? UrlScheme { get; init; } = new("url.scheme");

    internal AttributeName? UrlPath { get; init; } = new("url.path");

    internal AttributeName? UrlQuery { get; init; } = new("url.query");

    internal AttributeName? ServerAddress { get; init; } = new("server.address");

    internal AttributeName? ServerPort { get; init; } = new("server.port");

    internal AttributeName? ClientAddress { get; init; } = new("client.address");

    internal AttributeName? ClientPort { get; init; } = new("client.port");

    internal AttributeName? PeerAddress { get; init; } = new("network.peer.address");

    internal AttributeName? PeerPort { get; init; } = new("network.peer.port");

    internal AttributeName? LocalAddress { get; init; } = new("network.local.address");

    internal AttributeName? LocalPort { get; init; } = new("network.local.port");

    internal AttributeName? Transport { get; init; } = new("network.transport");

    internal AttributeName? ProtocolName { get; init; } = new("network.protocol.name");

    internal AttributeName? ProtocolVersion { get; init; } = new("network.protocol.version");

    internal AttributeName? UserAgent { get; init; } = new("user_agent.original");

    internal AttributeName? RequestBodySize { get; init; } = new("http.request.body.size");

    internal AttributeName? ResponseBodySize { get; init; } = new("http.response.body.size");

    internal AttributeName? RequestBodyContent { get; init; } = new("http.request.body.content");

    internal AttributeName? ResponseBodyContent { get; init; } = new("http.response.body.content");

    internal AttributeName? RequestBodyTruncated { get; init; } = new("podmirror.http.request.body.truncated");

    internal AttributeName? ResponseBodyTruncated { get; init; } = new("podmirror.http.response.body.truncated");

    internal AttributeName? RpcSystem { get; init; } = new("rpc.system.name");

    internal AttributeName? RpcMethod { get; init; } = new("rpc.method");

    internal AttributeName? RpcMethodOriginal { get; init; } = new("rpc.method_original");

    internal AttributeName? RpcStatusCode { get; init; } = new("rpc.status_code");

    internal AttributeName? RpcObservedKind { get; init; } = new("podmirror.rpc.observed_kind");

    internal AttributeName? RpcRequestMessages { get; init; } = new("podmirror.rpc.request.messages");

    internal AttributeName? RpcRequestMessageBytes { get; init; } = new("podmirror.rpc.request.message_bytes");

    internal AttributeName? RpcRequestLargestMessage { get; init; } = new("podmirror.rpc.request.largest_message_bytes");

    internal AttributeName? RpcResponseMessages { get; init; } = new("podmirror.rpc.response.messages");

    internal AttributeName? RpcResponseMessageBytes { get; init; } = new("podmirror.rpc.response.message_bytes");

    internal AttributeName? RpcResponseLargestMessage { get; init; } = new("podmirror.rpc.response.largest_message_bytes");

    internal AttributeName? GrpcTimeoutMs { get; init; } = new("podmirror.rpc.grpc.timeout_ms");

    internal AttributeName? GrpcTimeoutMalformed { get; init; } = new("podmirror.rpc.grpc.timeout_malformed");

    internal AttributeName? JsonRpcVersion { get; init; } = new("jsonrpc.protocol.version");

    internal AttributeName? JsonRpcId { get; init; } = new("jsonrpc.request.id");

    internal AttributeName? JsonRpcBatchSize { get; init; } = new("podmirror.jsonrpc.batch.size");

    internal AttributeName? JsonRpcErrors { get; init; } = new("podmirror.jsonrpc.batch.errors");

    internal AttributeName? GraphQLOperationType { get; init; } = new("graphql.operation.type");

    internal AttributeName? GraphQLOperationName { get; init; } = new("graphql.operation.name");

    internal AttributeName? GraphQLPersistedHash { get; init; } = new("podmirror.graphql.persisted_query.sha256");

    internal AttributeName? GraphQLBatchSize { get; init; } = new("podmirror.graphql.batch.size");

    internal AttributeName? GraphQLErrors { get; init; } = new("podmirror.graphql.errors");

    internal AttributeName? GraphQLErrorCode { get; init; } = new("podmirror.graphql.error.code");

    internal AttributeName? GraphQLErrorPath { get; init; } = new("podmirror.graphql.error.path");

    internal AttributeName? SoapAction { get; init; } = new("podmirror.soap.action");

    internal AttributeName? SoapVersion { get; init; } = new("podmirror.soap.version");

    internal AttributeName? SoapFaultCode { get; init; } = new("podmirror.soap.fault_code");

    internal byte[]? JsonRpcBatchMethods { get; init; } = Of("podmirror.jsonrpc.batch.methods");

    internal byte[]? GraphQLBatchOperations { get; init; } = Of("podmirror.graphql.batch.operations");

    /// <summary>Comes before the field's name in lower case.</summary>
    internal byte[] RequestHeader { get; init; } = Of("http.request.header.");

    internal byte[] ResponseHeader { get; init; } = Of("http.response.header.");

    internal byte[] RequestTrailer { get; init; } = Of("podmirror.http.request.trailer.");

    internal byte[] ResponseTrailer { get; init; } = Of("podmirror.http.response.trailer.");

    internal AttributeName? Direction { get; init; } = new("podmirror.direction");

    internal byte[]? Anomalies { get; init; } = Of("podmirror.anomalies");

    internal AttributeName? Stream { get; init; } = new("podmirror.stream");

    internal AttributeName? Ordinal { get; init; } = new("podmirror.ordinal");

    internal AttributeName? InterimResponses { get; init; } = new("podmirror.interim_responses");

    internal AttributeName? MalformedContext { get; init; } = new("podmirror.trace_context.malformed");

    internal AttributeName? Truncated { get; init; } = new("podmirror.truncated");

    internal AttributeName? Detail { get; init; } = new("podmirror.detail");

    private static byte[] Of(string name) => Encoding.UTF8.GetBytes(name);
}
