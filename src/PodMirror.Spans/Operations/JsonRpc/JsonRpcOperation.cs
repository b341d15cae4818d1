using System.Buffers;

namespace PodMirror.Spans;

/// <summary>What a request calls by JSON-RPC 2.0, alone or in a batch, and the error that came back.</summary>
internal sealed class JsonRpcOperation
{
    private const int MaxMethodBytes = 128;
    private const int MaxIdBytes = 64;

    // A number of 64 bits with its sign.
    private const int MaxCodeBytes = 20;

    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("-+.0123456789eE"u8);

    private readonly OperationText _method = new(MaxMethodBytes);
    private readonly OperationText _id = new(MaxIdBytes);
    private readonly OperationText _code = new(MaxCodeBytes);
    private readonly OperationTextList _batch = new();
    private readonly ByteBuffer _text = new(BodyDecoder.MaxLayerBytes);
    private int _batchSize;
    private int _errors;

    /// <summary>The error type: the code of the first error object.</summary>
    internal ReadOnlySpan<byte> ErrorType => _code.Bytes;

    /// <summary>What the span is called: a method that the server has; a name that anybody can think of makes no name of a span.</summary>
    internal ReadOnlySpan<byte> SpanName => _method.IsEmpty || IsMethodUnknown ? "jsonrpc"u8 : _method.Bytes;

    // "Method not found" (JSON-RPC 2.0 specification, section 5.1).
    private bool IsMethodUnknown => _batchSize == 0 && _code.Bytes.SequenceEqual("-32601"u8);

    internal void Clear()
    {
        _batchSize = 0;
        _errors = 0;
        _method.Clear();
        _id.Clear();
        _code.Clear();
        _batch.Clear();
    }

    /// <summary>Takes a call; false when it is none of JSON-RPC 2.0.</summary>
    internal bool TryRead(scoped in JsonCall call)
    {
        if (!call.IsJsonRpc)
        {
            return false;
        }

        _method.Set(JsonText.Of(call.Method, _text));

        // Of a notification there is none, and null is as good (semantic conventions, JSON-RPC).
        _id.Set(JsonText.IsText(call.Id) ? JsonText.Of(call.Id, _text) : call.Id.SequenceEqual("null"u8) || !IsNumber(call.Id) ? default : call.Id);
        return true;
    }

    /// <summary>Takes an array of calls; false when its first is none.</summary>
    internal bool TryReadBatch(ReadOnlySpan<byte> json)
    {
        var elements = new JsonMembers(json);
        while (elements.MoveNext() && TryRead(JsonCall.Of(elements.Value)))
        {
            _batchSize++;
            _batch.Add(_method.Bytes);
        }

        _method.Clear();
        _id.Clear();
        return _batchSize > 0;
    }

    /// <summary>Takes the response, or an array of them.</summary>
    internal void ReadResponse(ReadOnlySpan<byte> json)
    {
        var elements = new JsonMembers(json);
        if (!elements.IsArray)
        {
            ReadOne(json);
            return;
        }

        while (elements.MoveNext())
        {
            ReadOne(elements.Value);
        }
    }

    internal void Write(AttributeNames names, OperationWriter writer, ByteBuffer output)
    {
        AttributeWriter.WriteString(output, names.RpcSystem, "jsonrpc"u8);
        AttributeWriter.WriteString(output, names.JsonRpcVersion, "2.0"u8);
        writer.Write(output, IsMethodUnknown ? names.RpcMethodOriginal : names.RpcMethod, _method.Bytes);
        if (IsMethodUnknown)
        {
            AttributeWriter.WriteString(output, names.RpcMethod, Methods.Other);
        }

        writer.Write(output, names.JsonRpcId, _id.Bytes);
        writer.Write(output, names.RpcStatusCode, _code.Bytes);
        if (_batchSize > 0)
        {
            AttributeWriter.WriteInt(output, names.JsonRpcBatchSize, _batchSize);
            writer.Write(output, names.JsonRpcBatchMethods, _batch);
            AttributeWriter.WriteInt(output, names.JsonRpcErrors, _errors);
        }
    }

    private static bool IsNumber(ReadOnlySpan<byte> value) => !value.IsEmpty && !value.ContainsAnyExcept(NumberBytes);

    private void ReadOne(ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> error = JsonCall.Find(json, "error"u8);
        if (error.IsEmpty || error[0] != '{')
        {
            return;
        }

        ReadOnlySpan<byte> code = JsonCall.Find(error, "code"u8);
        if (_errors++ == 0)
        {
            _code.Set(code.Length <= MaxCodeBytes && IsNumber(code) ? code : Methods.Other);
        }
    }
}
