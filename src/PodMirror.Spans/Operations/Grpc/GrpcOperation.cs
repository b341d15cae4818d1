using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>A call of gRPC or gRPC-Web: its method, its deadline, its messages and how it ended.</summary>
internal sealed class GrpcOperation(DescriptorSet? descriptors)
{
    private const int MaxOriginalBytes = 256;

    // What keeps the end of a response from being seen: no status is then no sign of anything.
    private const Anomalies NotSeenWhole = Anomalies.ResponseMissing | Anomalies.ResponseGap | Anomalies.ResponseIncomplete | Anomalies.TimeLimit
        | Anomalies.FlowEvicted | Anomalies.StreamReset | Anomalies.ConnectionReset | Anomalies.ResponseFieldsUnknown | Anomalies.HeadTruncated
        | Anomalies.FieldsLeftOut;

    private readonly ByteBuffer _original = new(2 * RecordFormat.MaxRecordBytes);
    private readonly OperationText _method = new(GrpcPath.MaxMethodBytes);
    private readonly ByteBuffer _message = new(RecordFormat.MaxRecordBytes);
    private RpcMethodType? _type;
    private GrpcCounts _request;
    private GrpcCounts _response;
    private bool _hasTrailersInBody;
    private int _status;

    /// <summary>What the span is called: a method that the server has.</summary>
    internal ReadOnlySpan<byte> SpanName => _method.IsEmpty || IsMethodUnknown ? "grpc"u8 : _method.Bytes;

    /// <summary>Why it failed, for people: grpc-message, decoded.</summary>
    internal ReadOnlySpan<byte> Message => _message.Written;

    private bool IsMethodUnknown => _status == GrpcStatus.Unimplemented && _type is null;

    /// <summary>Whether an exchange is one, by its types and by what the mirror counted.</summary>
    internal static bool Is(scoped in ExchangeRecord exchange, ReadOnlySpan<byte> requestType, ReadOnlySpan<byte> responseType) =>
        IsType(requestType) || IsFramed(exchange.Request.Framed)
            || (requestType.IsEmpty && (IsType(responseType) || IsFramed(exchange.Response.Framed)));

    /// <summary>Whether a message's content is cut as gRPC cuts it.</summary>
    internal static bool IsContent(scoped in MessageView message, ReadOnlySpan<byte> contentType) =>
        IsType(contentType) || (contentType.IsEmpty && IsFramed(message.Framed));

    internal void Begin(scoped in ExchangeRecord exchange, OperationWriter writer)
    {
        ReadOnlySpan<byte> path = TargetParts.Of(exchange.Request.Method, exchange.Request.Target).Path;
        _method.Set(GrpcPath.TryRead(path, out ReadOnlySpan<byte> method) ? method : default);
        _type = descriptors?.FindMethod(_method.Bytes);
        if (_type is null && !writer.Shown(_method.Bytes).SequenceEqual(_method.Bytes))
        {
            // What looks sensitive in a path is no method, whatever the server says of it.
            _method.Clear();
        }

        _original.Clear();
        _message.Clear();
        _request = default;
        _response = default;
        _hasTrailersInBody = false;
        _status = GrpcStatus.None;
    }

    /// <summary>What the messages of a direction are; null when nobody knows.</summary>
    internal MessageType? TypeOf(bool isRequest) => isRequest ? _type?.Input : _type?.Output;

    /// <summary>Takes what a body held, or that there was none.</summary>
    internal void Take(scoped in MessageView message, GrpcContent body, bool isRequest)
    {
        if (isRequest)
        {
            _request = GrpcCounts.Of(message, body);
            return;
        }

        _response = GrpcCounts.Of(message, body);
        if (!body.Trailers.IsEmpty)
        {
            _hasTrailersInBody = true;
            TakeStatus(body.Trailers);
        }
    }

    /// <summary>Finds how the call ended, once both bodies were taken.</summary>
    internal void Finish(scoped in ExchangeRecord exchange, bool isResponseCut)
    {
        ref readonly MessageView response = ref exchange.Response;
        if (!response.IsPresent || _hasTrailersInBody || TakeStatus(response.Trailers) || TakeStatus(response.Fields))
        {
            return;
        }

        // gRPC-Web's trailers are the end of the body, which may not be kept.
        bool isCut = isResponseCut || response.Body.Length < response.BodyBytes;
        bool isSeen = !isCut && (exchange.Header.Anomalies & NotSeenWhole) == 0;
        if (response.Status is > 0 and not 200 || isSeen)
        {
            _status = GrpcStatus.OfHttp(response.Status);
        }
    }

    /// <summary>The error type; empty when the call did not fail.</summary>
    internal ReadOnlySpan<byte> ErrorType(bool isClient) => GrpcStatus.IsError(_status, isClient) ? GrpcStatus.NameOf(_status) : default;

    internal void Write(
        AttributeNames names, scoped in ExchangeRecord exchange, Redactor redactor, OperationWriter writer, ByteBuffer output)
    {
        AttributeWriter.WriteString(output, names.RpcSystem, "grpc"u8);
        WriteMethod(names, exchange, redactor, writer, output);
        if (_status != GrpcStatus.None)
        {
            AttributeWriter.WriteString(output, names.RpcStatusCode, GrpcStatus.NameOf(_status));
        }

        if (FieldValue.TryFind(exchange.Request.Fields, "grpc-timeout"u8, out ReadOnlySpan<byte> timeout))
        {
            if (GrpcTimeout.TryParse(timeout, out long milliseconds))
            {
                AttributeWriter.WriteInt(output, names.GrpcTimeoutMs, milliseconds);
            }
            else
            {
                AttributeWriter.WriteBool(output, names.GrpcTimeoutMalformed, true);
            }
        }

        if (exchange.Request.IsPresent)
        {
            _request.Write(output, names.RpcRequestMessages, names.RpcRequestMessageBytes, names.RpcRequestLargestMessage);
        }

        if (exchange.Response.IsPresent)
        {
            _response.Write(output, names.RpcResponseMessages, names.RpcResponseMessageBytes, names.RpcResponseLargestMessage);
        }

        if (_request.Messages > 0 && _response.Messages > 0)
        {
            AttributeWriter.WriteString(output, names.RpcObservedKind, (_request.Messages > 1, _response.Messages > 1) switch
            {
                (true, true) => "bidirectional"u8,
                (true, false) => "client_streaming"u8,
                (false, true) => "server_streaming"u8,
                _ => "unary"u8,
            });
        }
    }

    private static bool IsType(ReadOnlySpan<byte> contentType) => ContentForms.Of(contentType) is ContentForm.Grpc or ContentForm.GrpcWebText;

    private static bool IsFramed(FramedContent framed) => framed.Framing is ContentFraming.Grpc or ContentFraming.GrpcWebText;

    // A path that is no method, and a method that the server does not have: what anybody can make up is no name (semantic conventions, rpc.method).
    private void WriteMethod(AttributeNames names, scoped in ExchangeRecord exchange, Redactor redactor, OperationWriter writer, ByteBuffer output)
    {
        if (!_method.IsEmpty && !IsMethodUnknown)
        {
            AttributeWriter.WriteString(output, names.RpcMethod, _method.Bytes);
            return;
        }

        ReadOnlySpan<byte> path = TargetParts.Of(exchange.Request.Method, exchange.Request.Target).Path;
        if (!path.IsEmpty)
        {
            redactor.WritePath(path, _original);
            AttributeWriter.WriteString(output, names.RpcMethod, Methods.Other);
            ReadOnlySpan<byte> original = _method.IsEmpty ? _original.Written.TrimStart((byte)'/') : _method.Bytes;
            writer.Write(output, names.RpcMethodOriginal, original[..Math.Min(original.Length, MaxOriginalBytes)]);
        }
    }

    private bool TakeStatus(ReadOnlySpan<byte> section)
    {
        if (!FieldValue.TryFind(section, "grpc-status"u8, out ReadOnlySpan<byte> status))
        {
            return false;
        }

        _status = GrpcStatus.Parse(status);
        _message.Append(FieldValue.Find(section, "grpc-message"u8));
        _message.Truncate(GrpcPercent.Decode(_message.Mutable));
        return true;
    }
}
