using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// Reads the body of a gRPC message stream: counts what is in it, finds gRPC-Web's trailers, and makes JSON of the messages. One message is
/// its JSON, several are an array. See docs/grpc.md.
/// </summary>
/// <remarks>Holds scratch memory: one for each thread. What it gives is valid until its next call.</remarks>
internal sealed class GrpcContent
{
    private readonly BodyDecoder _decoder;
    private readonly JsonSink _sink;
    private readonly ProtobufJson _json;
    private readonly ByteBuffer _binary = new(BodyDecoder.MaxLayerBytes);
    private readonly ByteBuffer _message = new(BodyDecoder.MaxLayerBytes);
    private readonly ByteBuffer _trailers = new(BodyDecoder.MaxLayerBytes);
    private readonly ByteBuffer _lines = new(2 * BodyDecoder.MaxLayerBytes);
    private readonly int _maxBytes;

    /// <summary>Makes a reader.</summary>
    /// <param name="decoder">Removes the compression of messages.</param>
    /// <param name="descriptors">What messages are called; null when nobody knows.</param>
    /// <param name="maxBytes">Bytes of JSON, in [0, <see cref="BodyDecoder.MaxLayerBytes"/>].</param>
    internal GrpcContent(BodyDecoder decoder, DescriptorSet? descriptors, int maxBytes)
    {
        _decoder = decoder;
        _maxBytes = maxBytes;
        _sink = new JsonSink(maxBytes);
        _json = new ProtobufJson(_sink, descriptors);
    }

    /// <summary>Whole messages that the last body had.</summary>
    internal long Messages { get; private set; }

    /// <summary>Their bytes, as they are on the wire.</summary>
    internal long MessageBytes { get; private set; }

    /// <summary>Those of the largest.</summary>
    internal long LargestMessageBytes { get; private set; }

    /// <summary>The trailers that the last body ended with (gRPC-Web), as field lines; empty when there were none.</summary>
    internal ReadOnlySpan<byte> Trailers => _trailers.Written;

    internal void Clear()
    {
        Messages = 0;
        MessageBytes = 0;
        LargestMessageBytes = 0;
        _trailers.Clear();
    }

    /// <summary>Reads a body.</summary>
    /// <param name="body">What is there of it, without its content coding.</param>
    /// <param name="contentType">Its Content-Type.</param>
    /// <param name="encoding">The value of grpc-encoding.</param>
    /// <param name="type">What its messages are; null when nobody knows.</param>
    /// <returns>The messages as JSON; empty when there is none.</returns>
    internal DecodedBody Read(DecodedBody body, ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> encoding, MessageType? type)
    {
        Clear();
        ReadOnlySpan<byte> bytes = body.Bytes;
        bool isWhole = true;
        if (ContentForms.Of(contentType) == ContentForm.GrpcWebText)
        {
            _binary.Clear();
            isWhole = GrpcWebText.TryDecode(bytes, _binary);
            bytes = _binary.Written;
        }

        var coding = default(ContentCodings);
        coding.Add(encoding);
        int shown = Count(bytes, coding, ref isWhole);
        if (shown == 0)
        {
            return new DecodedBody(default, body.IsTruncated, isUndecodable: !isWhole && Messages == 0 && !bytes.IsEmpty);
        }

        bool isJson = EndsWithJson(ContentForms.Essence(contentType));
        bool isDecoded = isJson ? JoinAll(bytes, coding) : WriteAll(bytes, coding, type, isArray: shown > 1);
        ReadOnlySpan<byte> text = isJson ? _lines.Written[..Math.Min(_lines.Length, _maxBytes)] : _sink.Written;
        bool isCut = body.IsTruncated || !isWhole || _sink.IsCut || (isJson && (_lines.Length > _maxBytes || _lines.HasOverflowed));
        return isDecoded && !_sink.HasOverflowed
            ? new DecodedBody(text, isCut, isUndecodable: false)
            : new DecodedBody(default, isCut, isUndecodable: true);
    }

    private static bool EndsWithJson(ReadOnlySpan<byte> type) => type.Length > 5 && Ascii.EqualsIgnoreCase(type[^5..], "+json"u8);

    // Returns the messages that are to be shown, those without an end among them.
    private int Count(ReadOnlySpan<byte> bytes, scoped in ContentCodings coding, ref bool isWhole)
    {
        int shown = 0;
        int trailersBudget = BodyDecoder.MaxLayerBytes;
        var messages = new GrpcMessages(bytes);
        while (messages.MoveNext())
        {
            if (messages.IsTrailers)
            {
                KeepTrailers(messages, coding, ref trailersBudget);
                continue;
            }

            shown++;
            if (!messages.IsCut)
            {
                Messages++;
                MessageBytes += messages.Length;
                LargestMessageBytes = Math.Max(LargestMessageBytes, messages.Length);
            }
        }

        isWhole &= !messages.IsInvalid;
        return shown;
    }

    // The last trailers count; those before them have the budget in common, as each may be a bomb.
    private void KeepTrailers(scoped in GrpcMessages frame, scoped in ContentCodings coding, ref int budget)
    {
        _trailers.Clear();
        if (frame.IsCompressed)
        {
            TryRemove(coding, frame.Payload, budget, _trailers, out _);
            budget -= _trailers.Length;
        }
        else
        {
            _trailers.Append(frame.Payload);
        }
    }

    private bool WriteAll(ReadOnlySpan<byte> bytes, scoped in ContentCodings coding, MessageType? type, bool isArray)
    {
        _sink.Clear();
        if (isArray)
        {
            _sink.OpenArray();
        }

        bool isAnyDecoded = false;
        int budget = BodyDecoder.MaxLayerBytes;
        var messages = new GrpcMessages(bytes);
        while (messages.MoveNext() && _sink.HasRoom())
        {
            if (messages.IsTrailers)
            {
                continue;
            }

            if (TryClear(messages, coding, ref budget, out ReadOnlySpan<byte> clear, out bool isCut))
            {
                isAnyDecoded = true;
                Write(clear, isCut, type);
            }
            else
            {
                _sink.Literal("null"u8);
                _sink.MarkCut();
            }
        }

        if (isArray)
        {
            _sink.CloseArray();
        }

        return isAnyDecoded;
    }

    // Messages that are JSON themselves (application/grpc+json): one after the other on lines, which is what several texts of JSON are.
    private bool JoinAll(ReadOnlySpan<byte> bytes, scoped in ContentCodings coding)
    {
        _sink.Clear();
        _lines.Clear();
        bool isAnyDecoded = false;
        int budget = BodyDecoder.MaxLayerBytes;
        var messages = new GrpcMessages(bytes);
        while (messages.MoveNext() && _lines.Length <= _maxBytes)
        {
            if (messages.IsTrailers)
            {
                continue;
            }

            bool isClear = TryClear(messages, coding, ref budget, out ReadOnlySpan<byte> clear, out bool isCut);
            if (isClear)
            {
                _lines.Append(isAnyDecoded ? "\n"u8 : default);
                _lines.Append(clear);
                isAnyDecoded = true;
            }

            if (!isClear || isCut)
            {
                _sink.MarkCut();
            }
        }

        return isAnyDecoded;
    }

    private void Write(ReadOnlySpan<byte> message, bool isCut, MessageType? type)
    {
        if (isCut)
        {
            _sink.MarkCut();
        }

        if (!_json.TryWrite(message, isCut, type))
        {
            // Another serialisation than protobuf: text where it is text.
            ReadOnlySpan<byte> text = message;
            if (Utf8Text.TryText(ref text, isCut))
            {
                _sink.Text(text);
            }
            else
            {
                _sink.Bytes(message);
            }
        }
    }

    // The message without its compression; false when it cannot be removed.
    private bool TryClear(
        scoped in GrpcMessages message, scoped in ContentCodings coding, ref int budget, out ReadOnlySpan<byte> clear, out bool isCut)
    {
        clear = message.Payload;
        isCut = message.IsCut;
        if (!message.IsCompressed || clear.IsEmpty)
        {
            return true;
        }

        _message.Clear();
        bool isRemoved = TryRemove(coding, clear, budget, _message, out bool isPart);
        isCut |= isPart;
        budget -= _message.Length;
        clear = _message.Written;
        return isRemoved;
    }

    private bool TryRemove(scoped in ContentCodings coding, ReadOnlySpan<byte> input, int maxBytes, ByteBuffer output, out bool isPart)
    {
        // One coding at most, and the flag without one is an error (compression.md).
        isPart = false;
        if (coding.Count != 1 || maxBytes == 0)
        {
            return false;
        }

        DecodeStatus status = _decoder.Remove(coding[0], input, maxBytes, output);
        isPart = status != DecodeStatus.Complete;
        return status != DecodeStatus.Invalid;
    }
}
