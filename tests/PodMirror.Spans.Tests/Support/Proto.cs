using System.Text;

namespace PodMirror.Spans.Tests;

/// <summary>Builds protobuf field by field, and gRPC's frames around it.</summary>
internal sealed class Proto
{
    private readonly ByteBuffer _bytes = new(16 * 1024 * 1024);

    public byte[] ToBytes() => _bytes.Written.ToArray();

    public Proto Varint(int field, ulong value)
    {
        ProtoWriter.WriteVarintField(_bytes, field, value);
        return this;
    }

    public Proto Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public Proto Bytes(int field, params byte[] value)
    {
        ProtoWriter.WriteBytesField(_bytes, field, value);
        return this;
    }

    public Proto Message(int field, Proto message) => Bytes(field, message.ToBytes());

    public Proto Double(int field, double value)
    {
        ProtoWriter.WriteFixed64Field(_bytes, field, BitConverter.DoubleToUInt64Bits(value));
        return this;
    }

    public Proto Single(int field, float value)
    {
        ProtoWriter.WriteFixed32Field(_bytes, field, BitConverter.SingleToUInt32Bits(value));
        return this;
    }

    public Proto Group(int field, Proto message)
    {
        ProtoWriter.WriteVarint(_bytes, (ulong)((field << 3) | 3));
        _bytes.Append(message.ToBytes());
        ProtoWriter.WriteVarint(_bytes, (ulong)((field << 3) | 4));
        return this;
    }

    /// <summary>A message with gRPC's prefix.</summary>
    public static byte[] Frame(byte[] message, byte flags = 0)
    {
        byte[] prefix = [flags, 0, 0, 0, 0];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(prefix.AsSpan(1), message.Length);
        return [.. prefix, .. message];
    }

    /// <summary>The JSON of a message, checked to be JSON.</summary>
    public static string Json(byte[] message, MessageType? type = null, DescriptorSet? set = null, bool isCut = false, int maxBytes = 1 << 20)
    {
        var sink = new JsonSink(maxBytes);
        if (!new ProtobufJson(sink, set).TryWrite(message, isCut, type))
        {
            return "";
        }

        Assert.False(sink.HasOverflowed);
        using var document = System.Text.Json.JsonDocument.Parse(sink.Written.ToArray(), new() { MaxDepth = 1000 });
        return Encoding.UTF8.GetString(sink.Written);
    }
}
