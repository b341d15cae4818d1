using PodMirror.Agent.Receiver.Protobuf;

namespace PodMirror.Agent.Catalog;

/// <summary>
/// What the catalog reads of a span's attributes beside the columns of the store, in one walk; all of it lies in the span. docs/spans.md says what
/// each means, and when it is absent.
/// </summary>
internal ref struct CallFields
{
    /// <summary>What follows the question mark.</summary>
    public ReadOnlySpan<byte> Query;

    /// <summary>The host that was asked for.</summary>
    public ReadOnlySpan<byte> ServerAddress;

    /// <summary>Its port; 0 when there is none.</summary>
    public long ServerPort;

    /// <summary>Who the client says that it is, or who it is by its address.</summary>
    public ReadOnlySpan<byte> ClientAddress;

    /// <summary>The other end of the connection.</summary>
    public ReadOnlySpan<byte> PeerAddress;

    /// <summary>The Pod's end of the connection.</summary>
    public ReadOnlySpan<byte> LocalAddress;

    /// <summary>The system of a remote call: <c>grpc</c>, <c>jsonrpc</c>, <c>soap</c>.</summary>
    public ReadOnlySpan<byte> RpcSystem;

    /// <summary>The status of a remote call.</summary>
    public ReadOnlySpan<byte> RpcStatus;

    /// <summary>The type of an operation of GraphQL.</summary>
    public ReadOnlySpan<byte> GraphQlType;

    /// <summary>Its name.</summary>
    public ReadOnlySpan<byte> GraphQlName;

    /// <summary>Whether anything says that it is GraphQL.</summary>
    public bool IsGraphQl;

    /// <summary>Whether anything says that it is a WebSocket.</summary>
    public bool IsWebSocket;

    /// <summary>The content of the request, text or bytes.</summary>
    public ReadOnlySpan<byte> RequestBody;

    /// <summary>The content of the response.</summary>
    public ReadOnlySpan<byte> ResponseBody;

    /// <summary>Whether the request's content goes on.</summary>
    public bool RequestTruncated;

    /// <summary>Whether the response's content goes on.</summary>
    public bool ResponseTruncated;

    /// <summary>Whether the request had no body.</summary>
    public bool RequestHasNoBody;

    /// <summary>Whether the response had none.</summary>
    public bool ResponseHasNoBody;

    /// <summary>The request's Content-Type.</summary>
    public ReadOnlySpan<byte> RequestType;

    /// <summary>The response's Content-Type.</summary>
    public ReadOnlySpan<byte> ResponseType;

    /// <summary>Whether fields of the request are missing in the span, or may be.</summary>
    public bool RequestFieldsMissing;

    /// <summary>Whether fields of the response are missing in the span, or may be.</summary>
    public bool ResponseFieldsMissing;

    /// <summary>How it was authenticated.</summary>
    public CallAuth Auth;

    private static ReadOnlySpan<byte> RequestHeader => "http.request.header."u8;

    private static ReadOnlySpan<byte> ResponseHeader => "http.response.header."u8;

    private static ReadOnlySpan<byte> Sensitive => "podmirror.sensitive."u8;

    /// <summary>Reads a span that was checked before.</summary>
    /// <param name="span">The span.</param>
    /// <param name="findings">Takes the places of sensitive values.</param>
    /// <param name="request">Takes the header fields of the request.</param>
    /// <param name="response">Takes those of the response.</param>
    public static CallFields Of(ReadOnlySpan<byte> span, CallFindings findings, HeaderLines request, HeaderLines response)
    {
        CallFields fields = default;
        findings.Begin();
        request.Begin();
        response.Begin();
        var attributes = new AttributeList(span, AttributeList.InSpan);
        while (attributes.TryReadNext(out KeyValue attribute))
        {
            ReadOnlySpan<byte> key = attribute.Key;
            if (key.StartsWith(RequestHeader))
            {
                ReadOnlySpan<byte> name = key[RequestHeader.Length..];
                fields.TakeHeader(name, FirstText(attribute.Value));
                request.Add(name, attribute.Value);
            }
            else if (key.StartsWith(Sensitive))
            {
                findings.Add(key[Sensitive.Length..], attribute.Value);
                fields.Auth.TakeFinding(key[Sensitive.Length..], attribute.Value);
            }
            else if (key.StartsWith(ResponseHeader))
            {
                ReadOnlySpan<byte> name = key[ResponseHeader.Length..];
                fields.ResponseType = name.SequenceEqual("content-type"u8) ? FirstText(attribute.Value) : fields.ResponseType;
                response.Add(name, attribute.Value);
            }
            else if (key.StartsWith("podmirror."u8))
            {
                fields.TakeOwn(key, attribute.Value);
            }
            else
            {
                fields.Take(key, attribute.Value);
            }
        }

        fields.Auth.TakeQuery(fields.Query);
        return fields;
    }

    private void TakeHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("content-type"u8))
        {
            RequestType = value;
        }
        else if (name.SequenceEqual("upgrade"u8))
        {
            IsWebSocket |= System.Text.Ascii.EqualsIgnoreCase(value, "websocket"u8);
        }
        else
        {
            Auth.TakeHeader(name, value);
        }
    }

    private void TakeOwn(ReadOnlySpan<byte> key, AnyValue value)
    {
        if (key.SequenceEqual("podmirror.http.request.body.truncated"u8))
        {
            RequestTruncated = value is { Kind: AnyValueKind.Bool, Bool: true };
        }
        else if (key.SequenceEqual("podmirror.http.response.body.truncated"u8))
        {
            ResponseTruncated = value is { Kind: AnyValueKind.Bool, Bool: true };
        }
        else if (key.SequenceEqual("podmirror.detail"u8))
        {
            bool isWithout = value.Kind == AnyValueKind.String && value.Bytes.SequenceEqual("without_fields"u8);
            RequestFieldsMissing |= isWithout;
            ResponseFieldsMissing |= isWithout;
        }
        else if (key.SequenceEqual("podmirror.anomalies"u8))
        {
            TakeAnomalies(value);
        }
        else
        {
            IsGraphQl |= key.StartsWith("podmirror.graphql."u8);
            IsWebSocket |= key.StartsWith("podmirror.websocket."u8);
        }
    }

    // Which head was too long is not told.
    private void TakeAnomalies(AnyValue names)
    {
        var texts = new TextItems(names);
        while (texts.TryReadNext(out ReadOnlySpan<byte> name))
        {
            bool isCut = name.SequenceEqual("head_truncated"u8);
            RequestFieldsMissing |= isCut || name.SequenceEqual("request_fields_unknown"u8);
            ResponseFieldsMissing |= isCut || name.SequenceEqual("response_fields_unknown"u8);
        }
    }

    private void Take(ReadOnlySpan<byte> key, AnyValue value)
    {
        if (value.Kind == AnyValueKind.Int)
        {
            ServerPort = key.SequenceEqual("server.port"u8) ? value.Int : ServerPort;
            RequestHasNoBody |= value.Int == 0 && key.SequenceEqual("http.request.body.size"u8);
            ResponseHasNoBody |= value.Int == 0 && key.SequenceEqual("http.response.body.size"u8);
        }
        else if (value.Kind is AnyValueKind.String or AnyValueKind.Bytes)
        {
            TakeText(key, value.Bytes, value.Kind == AnyValueKind.String);
        }
    }

    private void TakeText(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text, bool isText)
    {
        if (key.StartsWith("http."u8))
        {
            TakeHttp(key, text, isText);
        }
        else if (isText && key.StartsWith("network."u8))
        {
            PeerAddress = key.SequenceEqual("network.peer.address"u8) ? text : PeerAddress;
            LocalAddress = key.SequenceEqual("network.local.address"u8) ? text : LocalAddress;
        }
        else if (isText && key.StartsWith("rpc."u8))
        {
            RpcSystem = key.SequenceEqual("rpc.system.name"u8) ? text : RpcSystem;
            RpcStatus = key.SequenceEqual("rpc.status_code"u8) ? text : RpcStatus;
        }
        else if (isText && key.StartsWith("graphql.operation."u8))
        {
            IsGraphQl = true;
            GraphQlType = key.EndsWith(".type"u8) ? text : GraphQlType;
            GraphQlName = key.EndsWith(".name"u8) ? text : GraphQlName;
        }
        else if (isText)
        {
            TakeAddress(key, text);
        }
    }

    private void TakeHttp(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content, bool isText)
    {
        if (key.SequenceEqual("http.request.body.content"u8))
        {
            RequestBody = content;
        }
        else if (key.SequenceEqual("http.response.body.content"u8))
        {
            ResponseBody = content;
        }
        else if (isText && (key.SequenceEqual("http.target"u8) || key.SequenceEqual("http.url"u8)))
        {
            TakeUrl(content);
        }
    }

    private void TakeAddress(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text)
    {
        if (key.SequenceEqual("url.query"u8))
        {
            Query = text;
        }
        else if (key.SequenceEqual("url.full"u8))
        {
            TakeUrl(text);
        }
        else if (key.SequenceEqual("server.address"u8))
        {
            ServerAddress = text;
        }
        else if (key.SequenceEqual("client.address"u8))
        {
            ClientAddress = text;
        }
    }

    // What has an attribute of its own comes first.
    private void TakeUrl(ReadOnlySpan<byte> url)
    {
        int fragment = url.IndexOf((byte)'#');
        url = fragment < 0 ? url : url[..fragment];
        int query = url.IndexOf((byte)'?');
        Query = Query.IsEmpty && query >= 0 ? url[(query + 1)..] : Query;
    }

    /// <summary>A text, or the first of several.</summary>
    private static ReadOnlySpan<byte> FirstText(AnyValue value)
    {
        var texts = new TextItems(value);
        return texts.TryReadNext(out ReadOnlySpan<byte> text) ? text : default;
    }
}
