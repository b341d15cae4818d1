using PodMirror.Spans;

namespace PodMirror.Agent.PodMetadata;

/// <summary>Attributes as they stand in a Resource: field 1, a KeyValue of a key and a string (common/v1/common.proto).</summary>
internal static class AttributeBytes
{
    private const int AttributesField = 1;
    private const int KeyField = 1;
    private const int ValueField = 2;
    private const int StringField = 1;

    /// <summary>Writes one attribute, its lengths in as few bytes as they need.</summary>
    public static void Write(ByteBuffer output, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        int text = FieldBytes(value.Length);
        output.Append((AttributesField << 3) | (int)WireType.Length);
        ProtoWriter.WriteVarint(output, (ulong)(FieldBytes(key.Length) + FieldBytes(text)));
        ProtoWriter.WriteBytesField(output, KeyField, key);
        output.Append((ValueField << 3) | (int)WireType.Length);
        ProtoWriter.WriteVarint(output, (ulong)text);
        ProtoWriter.WriteBytesField(output, StringField, value);
    }

    // A field whose tag has one byte, with its length.
    private static int FieldBytes(int length) => 1 + ProtoWriter.VarintBytes((ulong)length) + length;
}
