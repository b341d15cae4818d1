using System.Buffers;
using System.Buffers.Text;

namespace PodMirror.Spans;

/// <summary>
/// Adds to a span the names that attributes had before. It reads the span that was just written, so that whatever was redacted, cut or left out
/// there is here, too, and nobody who writes attributes needs to know of older names.
/// </summary>
/// <remarks>Holds scratch memory: one for each thread.</remarks>
internal sealed class HypertraceWriter
{
    private readonly ByteBuffer _text = new(2 * SpanWriter.MaxSpanBytes);

    /// <summary>Appends the older names.</summary>
    /// <param name="output">Holds the span, which ends where it ends.</param>
    /// <param name="start">Where the span's first field begins.</param>
    internal void Add(ByteBuffer output, int start)
    {
        if (output.HasOverflowed)
        {
            return;
        }

        // What grows the buffer leaves these bytes where they are.
        ReadOnlySpan<byte> span = output.Written[start..];
        Parts parts = default;
        var attributes = new SpanAttributes(span);
        while (attributes.MoveNext())
        {
            Copy(attributes.Key, attributes.Value, output);
            parts.Take(attributes.Key, attributes.Value);
        }

        WriteUrl(parts, output);
        AttributeWriter.WriteString(output, HypertraceNames.Transport, "IP.TCP"u8);
        ReadOnlySpan<byte> version = parts.Version;
        AttributeWriter.WriteString(output, HypertraceNames.Flavor, version.SequenceEqual("2"u8) ? "2.0"u8 : version);
        bool isGrpc = parts.RpcSystem.SequenceEqual("grpc"u8);
        AttributeWriter.WriteString(output, HypertraceNames.SpanProtocol, isGrpc ? "GRPC"u8 : "HTTP"u8);
        if (parts.RpcMethod.LastIndexOf((byte)'/') is > 0 and var slash)
        {
            AttributeWriter.WriteString(output, HypertraceNames.RpcService, parts.RpcMethod[..slash]);
        }

        if (isGrpc && Utf8Parser.TryParse(parts.GrpcStatus, out int status, out int used) && used == parts.GrpcStatus.Length)
        {
            AttributeWriter.WriteInt(output, HypertraceNames.GrpcStatusCode, status);
        }
    }

    private void Copy(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ByteBuffer output)
    {
        ReadOnlySpan<byte> raw = SpanAttributes.FieldOf(value, AttributeWriter.BytesField);
        if (!raw.IsEmpty && key.SequenceEqual("http.request.body.content"u8))
        {
            WriteBase64(HypertraceNames.RequestBodyBase64, raw, output);
        }
        else if (!raw.IsEmpty && key.SequenceEqual("http.response.body.content"u8))
        {
            WriteBase64(HypertraceNames.ResponseBodyBase64, raw, output);
        }
        else if (HypertraceNames.Of(key) is { } older)
        {
            AttributeWriter.WriteValue(output, older, value);
        }
        else if (key.StartsWith("http.request.header."u8) || key.StartsWith("http.response.header."u8))
        {
            WriteEach(key, SpanAttributes.FieldOf(value, AttributeWriter.ArrayField), output);
        }
    }

    // NAME[0], NAME[1]: only where there are several, as one has its own name, which the current conventions have, too.
    private void WriteEach(ReadOnlySpan<byte> key, ReadOnlySpan<byte> array, ByteBuffer output)
    {
        var reader = new ProtoReader(array);
        for (int i = 0; reader.TryReadTag(out _, out WireType wire) && reader.TryReadBytes(wire, out ReadOnlySpan<byte> value); i++)
        {
            _text.Clear();
            _text.Append(key);
            _text.Append((byte)'[');
            i.TryFormat(_text.Room(11), out int digits, default, System.Globalization.CultureInfo.InvariantCulture);
            _text.Advance(digits);
            _text.Append((byte)']');
            AttributeWriter.WriteValue(output, _text.Written, value);
        }
    }

    // As the older agents wrote it: the standard alphabet, without padding.
    private void WriteBase64(AttributeName name, ReadOnlySpan<byte> raw, ByteBuffer output)
    {
        _text.Clear();
        Span<byte> room = _text.Room(Base64.GetMaxEncodedToUtf8Length(raw.Length));
        if (Base64.EncodeToUtf8(raw, room, out _, out int written) == OperationStatus.Done)
        {
            AttributeWriter.WriteString(output, name, room[..written].TrimEnd((byte)'='));
        }
    }

    private void WriteUrl(in Parts parts, ByteBuffer output)
    {
        if (parts.Path.IsEmpty)
        {
            return;
        }

        _text.Clear();
        _text.Append(parts.Scheme);
        _text.Append("://"u8);
        int hostStart = _text.Length;
        bool isIPv6 = parts.Address.Contains((byte)':');
        _text.Append(isIPv6 ? "["u8 : default);
        _text.Append(parts.Address);
        _text.Append(isIPv6 ? "]"u8 : default);
        if (parts.Port != (parts.Scheme.SequenceEqual("https"u8) ? 443 : 80))
        {
            _text.Append((byte)':');
            parts.Port.TryFormat(_text.Room(20), out int digits, default, System.Globalization.CultureInfo.InvariantCulture);
            _text.Advance(digits);
        }

        AttributeWriter.WriteString(output, HypertraceNames.Host, _text.Written[hostStart..]);
        int targetStart = _text.Length;
        _text.Append(parts.Path);
        _text.Append(parts.Query.IsEmpty ? default : "?"u8);
        _text.Append(parts.Query);
        AttributeWriter.WriteString(output, HypertraceNames.Target, _text.Written[targetStart..]);
        AttributeWriter.WriteString(output, HypertraceNames.Url, parts.Full.IsEmpty ? _text.Written : parts.Full);
    }

    /// <summary>The values that older attributes are put together from.</summary>
    private ref struct Parts
    {
        internal ReadOnlySpan<byte> Scheme;
        internal ReadOnlySpan<byte> Path;
        internal ReadOnlySpan<byte> Query;
        internal ReadOnlySpan<byte> Full;
        internal ReadOnlySpan<byte> Address;
        internal ReadOnlySpan<byte> Version;
        internal ReadOnlySpan<byte> RpcSystem;
        internal ReadOnlySpan<byte> RpcMethod;
        internal ReadOnlySpan<byte> GrpcStatus;
        internal long Port;

        internal void Take(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        {
            ReadOnlySpan<byte> text = SpanAttributes.FieldOf(value, AttributeWriter.StringField);
            Scheme = key.SequenceEqual("url.scheme"u8) ? text : Scheme;
            Path = key.SequenceEqual("url.path"u8) ? text : Path;
            Query = key.SequenceEqual("url.query"u8) ? text : Query;
            Full = key.SequenceEqual("url.full"u8) ? text : Full;
            Address = key.SequenceEqual("server.address"u8) ? text : Address;
            Version = key.SequenceEqual("network.protocol.version"u8) ? text : Version;
            RpcSystem = key.SequenceEqual("rpc.system.name"u8) ? text : RpcSystem;
            RpcMethod = key.SequenceEqual("rpc.method"u8) ? text : RpcMethod;
            Port = key.SequenceEqual("server.port"u8) ? SpanAttributes.NumberOf(value) : Port;

            // A field with one value is a string where older names are written.
            bool isStatus = key.SequenceEqual("http.response.header.grpc-status"u8)
                || key.SequenceEqual("podmirror.http.response.trailer.grpc-status"u8);
            GrpcStatus = isStatus ? text : GrpcStatus;
        }
    }
}
