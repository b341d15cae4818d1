namespace PodMirror.Spans;

/// <summary>What a request asks for in GraphQL, from a body of JSON, a document, or a query of a URL (GraphQL over HTTP).</summary>
internal sealed class GraphQLOperation
{
    // Names of operations have some 40 bytes; a hash has 64 digits.
    private const int MaxNameBytes = 128;
    private const int MaxHashBytes = 64;

    private readonly OperationText _name = new(MaxNameBytes);
    private readonly OperationText _hash = new(MaxHashBytes);
    private readonly OperationTextList _batch = new();
    private readonly ByteBuffer _document = new(BodyDecoder.MaxLayerBytes);
    private readonly ByteBuffer _wanted = new(BodyDecoder.MaxLayerBytes);
    private readonly ByteBuffer _text = new(BodyDecoder.MaxLayerBytes);
    private GraphQLKind _kind;
    private int _batchSize;

    /// <summary>What went wrong by the response.</summary>
    internal GraphQLErrors Errors { get; } = new();

    /// <summary>What the span is called.</summary>
    internal ReadOnlySpan<byte> SpanName => _kind == GraphQLKind.Unknown ? "GraphQL Operation"u8 : GraphQLKinds.NameOf(_kind);

    internal void Clear()
    {
        _kind = GraphQLKind.Unknown;
        _batchSize = 0;
        _name.Clear();
        _hash.Clear();
        _batch.Clear();
        Errors.Clear();
    }

    /// <summary>Reads a body that is a document; false when it is none.</summary>
    internal bool TryReadDocument(ReadOnlySpan<byte> document) => TryTake(document, wanted: default, hash: default);

    /// <summary>Reads one request in JSON; false when it is none of GraphQL.</summary>
    internal bool TryRead(scoped in JsonCall call)
    {
        ReadOnlySpan<byte> hash = JsonCall.Find(JsonCall.Find(call.Extensions, "persistedQuery"u8), "sha256Hash"u8);
        return TryTake(JsonText.Of(call.Query, _document), JsonText.Of(call.OperationName, _wanted), JsonText.Of(hash, _text));
    }

    /// <summary>Reads an array of requests; false when its first is none of GraphQL.</summary>
    internal bool TryReadBatch(ReadOnlySpan<byte> json)
    {
        GraphQLKind common = GraphQLKind.Unknown;
        var elements = new JsonMembers(json);
        while (elements.MoveNext() && TryRead(JsonCall.Of(elements.Value)))
        {
            common = _batchSize == 0 || common == _kind ? _kind : GraphQLKind.Unknown;
            _batchSize++;
            _text.Clear();
            _text.Append(_kind == GraphQLKind.Unknown ? "unknown"u8 : GraphQLKinds.NameOf(_kind));
            _text.Append(_name.IsEmpty ? default : " "u8);
            _text.Append(_name.Bytes);
            _batch.Add(_text.Written);
        }

        // What is told of one operation is not told of many.
        _kind = common;
        _name.Clear();
        _hash.Clear();
        return _batchSize > 0;
    }

    /// <summary>Reads the query of a URL; false when it is none of GraphQL.</summary>
    internal bool TryReadQuery(ReadOnlySpan<byte> query)
    {
        bool isThere = QueryValue.TryFind(query, "query"u8, _document) | QueryValue.TryFind(query, "extensions"u8, _text);
        if (!isThere)
        {
            return false;
        }

        QueryValue.TryFind(query, "operationName"u8, _wanted);
        ReadOnlySpan<byte> hash = JsonCall.Find(JsonCall.Find(_text.Written, "persistedQuery"u8), "sha256Hash"u8);
        return TryTake(_document.Written, _wanted.Written, JsonText.IsText(hash) ? JsonText.Between(hash) : default);
    }

    internal void Write(AttributeNames names, OperationWriter writer, ByteBuffer output)
    {
        if (_kind != GraphQLKind.Unknown)
        {
            AttributeWriter.WriteString(output, names.GraphQLOperationType, GraphQLKinds.NameOf(_kind));
        }

        writer.Write(output, names.GraphQLOperationName, _name.Bytes);
        writer.Write(output, names.GraphQLPersistedHash, _hash.Bytes);
        if (_batchSize > 0)
        {
            AttributeWriter.WriteInt(output, names.GraphQLBatchSize, _batchSize);
            writer.Write(output, names.GraphQLBatchOperations, _batch);
        }

        Errors.Write(names, writer, output);
    }

    private bool TryTake(ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted, ReadOnlySpan<byte> hash)
    {
        wanted = GraphQLTokens.IsName(wanted) ? wanted : default;
        bool isDocument = GraphQLDocument.TryRead(text, wanted, out GraphQLDocument document);
        bool isHash = text.IsEmpty && hash.Length == MaxHashBytes && !hash.ContainsAnyExcept(QueryValue.HexDigits);
        if (!isDocument && !isHash)
        {
            return false;
        }

        _kind = document.Kind;
        _name.Set(wanted.IsEmpty ? document.Name : wanted);
        _hash.Set(isHash ? hash : default);
        return true;
    }
}
