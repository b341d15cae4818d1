using System.Buffers;

namespace PodMirror.Spans;

/// <summary>
/// The errors of a GraphQL response (GraphQL specification, section 7.1), which comes with status 200 all the same: how many, and of the
/// first its code and where in the response it belongs. Messages are not told: they may hold anything.
/// </summary>
internal sealed class GraphQLErrors
{
    private const int MaxCodeBytes = 64;
    private const int MaxPathBytes = 256;

    private static readonly SearchValues<byte> CodeBytes =
        SearchValues.Create("_-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private readonly OperationText _code = new(MaxCodeBytes);
    private readonly OperationText _path = new(MaxPathBytes);
    private readonly ByteBuffer _text = new(BodyDecoder.MaxLayerBytes);
    private readonly ByteBuffer _joined = new(BodyDecoder.MaxLayerBytes);
    private int _count;
    private bool _isFailed;

    /// <summary>
    /// What the span's error type is: the first code, or _OTHER, of a response that has errors and no data. Data with errors is a success in
    /// part, and leaves the span's status unset.
    /// </summary>
    internal ReadOnlySpan<byte> ErrorType => !_isFailed ? default : _code.IsEmpty ? "_OTHER"u8 : _code.Bytes;

    internal void Clear()
    {
        _count = 0;
        _isFailed = false;
        _code.Clear();
        _path.Clear();
    }

    /// <summary>Reads a response, or an array of them.</summary>
    internal void Read(ReadOnlySpan<byte> json, bool isCut)
    {
        var elements = new JsonMembers(json);
        if (!elements.IsArray)
        {
            ReadOne(json, isCut);
            return;
        }

        while (elements.MoveNext())
        {
            ReadOne(elements.Value, isCut);
        }
    }

    internal void Write(AttributeNames names, OperationWriter writer, ByteBuffer output)
    {
        if (_count > 0)
        {
            AttributeWriter.WriteInt(output, names.GraphQLErrors, _count);
            writer.Write(output, names.GraphQLErrorCode, _code.Bytes);
            writer.Write(output, names.GraphQLErrorPath, _path.Bytes);
        }
    }

    private void ReadOne(ReadOnlySpan<byte> json, bool isCut)
    {
        ReadOnlySpan<byte> errors = default;
        ReadOnlySpan<byte> data = isCut ? "..."u8 : default;
        var members = new JsonMembers(json);
        while (members.IsObject && members.MoveNext())
        {
            errors = members.Name.SequenceEqual("errors"u8) ? members.Value : errors;
            data = members.Name.SequenceEqual("data"u8) ? members.Value : data;
        }

        int before = _count;
        var list = new JsonMembers(errors);
        while (list.IsArray && list.MoveNext())
        {
            if (_count++ == 0)
            {
                ReadFirst(list.Value);
            }
        }

        _isFailed |= _count > before && (data.IsEmpty || data.SequenceEqual("null"u8));
    }

    private void ReadFirst(ReadOnlySpan<byte> error)
    {
        ReadOnlySpan<byte> code = JsonText.Of(JsonCall.Find(JsonCall.Find(error, "extensions"u8), "code"u8), _text);
        _code.Set(code.Length <= MaxCodeBytes && !code.ContainsAnyExcept(CodeBytes) ? code : default);
        _joined.Clear();
        var path = new JsonMembers(JsonCall.Find(error, "path"u8));
        while (path.IsArray && path.MoveNext() && _joined.Length <= MaxPathBytes)
        {
            _joined.Append(_joined.Length == 0 ? default : "."u8);
            _joined.Append(JsonText.IsText(path.Value) ? JsonText.Of(path.Value, _text) : path.Value);
        }

        _path.Set(_joined.Written);
    }
}
