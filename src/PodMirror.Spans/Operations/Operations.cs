using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// What is called by an exchange, in whichever protocol it speaks on top of HTTP. Told by types and contents, request first; the response is
/// looked into only for the protocol of its request. Used again for each exchange.
/// </summary>
internal sealed class Operations(AttributeNames names, Redactor redactor, DescriptorSet? descriptors)
{
    private readonly GraphQLOperation _graphQL = new();
    private readonly JsonRpcOperation _jsonRpc = new();
    private readonly SoapOperation _soap = new();
    private readonly OperationWriter _writer = new(redactor);
    private OperationKind _kind;

    /// <summary>The call of gRPC, when it is one.</summary>
    internal GrpcOperation Grpc { get; } = new(descriptors);

    /// <summary>Whether the exchange is a call of gRPC.</summary>
    internal bool IsGrpc => _kind == OperationKind.Grpc;

    /// <summary>What the span is called; empty when it is no operation.</summary>
    internal ReadOnlySpan<byte> SpanName => _kind switch
    {
        OperationKind.Grpc => Grpc.SpanName,
        OperationKind.GraphQL => _graphQL.SpanName,
        OperationKind.JsonRpc => _writer.Shown(_jsonRpc.SpanName),
        OperationKind.Soap => _writer.Shown(_soap.SpanName),
        _ => default,
    };

    /// <summary>Why it failed, redacted, for people; empty when it did not say.</summary>
    internal ReadOnlySpan<byte> Message => _kind == OperationKind.Grpc ? _writer.Shown(Grpc.Message) : default;

    /// <summary>Looks at the heads.</summary>
    internal void Begin(scoped in ExchangeRecord exchange, FieldIndex requestFields, FieldIndex responseFields)
    {
        ReadOnlySpan<byte> requestType = requestFields.ValueOf(exchange.Request.Fields, KnownField.ContentType);
        ReadOnlySpan<byte> responseType = responseFields.ValueOf(exchange.Response.Fields, KnownField.ContentType);
        _kind = OperationKind.None;
        if (GrpcOperation.Is(exchange, requestType, responseType))
        {
            _kind = OperationKind.Grpc;
            Grpc.Begin(exchange, _writer);
        }
        else if (exchange.Request.Method.SequenceEqual("GET"u8))
        {
            ReadQuery(TargetParts.Of(exchange.Request.Method, exchange.Request.Target).Query);
        }
    }

    /// <summary>Looks at a body, its content codings removed.</summary>
    /// <param name="message">Whose body it is.</param>
    /// <param name="fields">The index of the message's fields.</param>
    /// <param name="body">The body.</param>
    /// <param name="isRequest">Whether the message is the request.</param>
    internal void Read(scoped in MessageView message, FieldIndex fields, DecodedBody body, bool isRequest)
    {
        ReadOnlySpan<byte> contentType = fields.ValueOf(message.Fields, KnownField.ContentType);
        ContentForm form = ContentForms.Of(contentType);
        if (!isRequest)
        {
            ReadResponse(form, body);
        }
        else if (_kind == OperationKind.None)
        {
            _kind = form switch
            {
                ContentForm.Json => OfJson(body.Bytes),
                ContentForm.GraphQL => OfDocument(body.Bytes),
                ContentForm.Xml => OfXml(body.Bytes, FieldValue.Find(message.Fields, "soapaction"u8), contentType),
                _ => OperationKind.None,
            };
        }
    }

    /// <summary>The error type; empty when nothing in the protocol failed. HTTP may have failed all the same.</summary>
    internal ReadOnlySpan<byte> ErrorType(bool isClient) => _kind switch
    {
        OperationKind.Grpc => Grpc.ErrorType(isClient),
        OperationKind.GraphQL => _writer.Shown(_graphQL.Errors.ErrorType),
        OperationKind.JsonRpc => _writer.Shown(_jsonRpc.ErrorType),
        OperationKind.Soap => _writer.Shown(_soap.ErrorType),
        _ => default,
    };

    internal void Write(scoped in ExchangeRecord exchange, ByteBuffer output)
    {
        switch (_kind)
        {
            case OperationKind.Grpc:
                Grpc.Write(names, exchange, redactor, _writer, output);
                break;
            case OperationKind.GraphQL:
                _graphQL.Write(names, _writer, output);
                break;
            case OperationKind.JsonRpc:
                _jsonRpc.Write(names, _writer, output);
                break;
            case OperationKind.Soap:
                _soap.Write(names, _writer, output);
                break;
            default:
                break;
        }
    }

    private void ReadQuery(ReadOnlySpan<byte> query)
    {
        if (query.IsEmpty)
        {
            return;
        }

        _graphQL.Clear();
        _kind = _graphQL.TryReadQuery(query) ? OperationKind.GraphQL : OperationKind.None;
    }

    private void ReadResponse(ContentForm form, DecodedBody body)
    {
        switch (_kind)
        {
            case OperationKind.GraphQL when form == ContentForm.Json:
                _graphQL.Errors.Read(body.Bytes, body.IsTruncated);
                break;
            case OperationKind.JsonRpc when form == ContentForm.Json:
                _jsonRpc.ReadResponse(body.Bytes);
                break;
            case OperationKind.Soap when form == ContentForm.Xml:
                _soap.ReadResponse(body.Bytes);
                break;
            default:
                break;
        }
    }

    private OperationKind OfJson(ReadOnlySpan<byte> json)
    {
        _graphQL.Clear();
        _jsonRpc.Clear();
        if (new JsonMembers(json).IsArray)
        {
            return _jsonRpc.TryReadBatch(json) ? OperationKind.JsonRpc : _graphQL.TryReadBatch(json) ? OperationKind.GraphQL : OperationKind.None;
        }

        JsonCall call = JsonCall.Of(json);
        return _jsonRpc.TryRead(call) ? OperationKind.JsonRpc : _graphQL.TryRead(call) ? OperationKind.GraphQL : OperationKind.None;
    }

    private OperationKind OfDocument(ReadOnlySpan<byte> document)
    {
        _graphQL.Clear();
        return _graphQL.TryReadDocument(document) ? OperationKind.GraphQL : OperationKind.None;
    }

    private OperationKind OfXml(ReadOnlySpan<byte> xml, ReadOnlySpan<byte> action, ReadOnlySpan<byte> contentType)
    {
        _soap.Clear();
        return _soap.TryRead(xml, action, contentType) ? OperationKind.Soap : OperationKind.None;
    }
}
