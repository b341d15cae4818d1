using System.Text;

namespace PodMirror.Spans;

/// <summary>An attribute's name, encoded once as it stands in every KeyValue: its field key, and the tag of the value that follows.</summary>
internal sealed class AttributeName
{
    private const byte KeyTag = (1 << 3) | (byte)WireType.Length;
    private const byte ValueTag = (2 << 3) | (byte)WireType.Length;

    internal AttributeName(string name)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        var encoded = new ByteBuffer(utf8.Length + 16);
        encoded.Append(KeyTag);
        ProtoWriter.WriteVarint(encoded, (ulong)utf8.Length);
        encoded.Append(utf8);
        encoded.Append(ValueTag);
        Encoded = encoded.Written.ToArray();
    }

    /// <summary>The field key, and the tag of the field value.</summary>
    internal byte[] Encoded { get; }
}
