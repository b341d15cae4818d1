using System.Buffers.Binary;
using System.Text;

namespace PodMirror.Bench.Load;

/// <summary>Messages of gRPC: protobuf's strings and messages, and the prefix (gRPC over HTTP/2, "Length-Prefixed-Message").</summary>
internal static class GrpcFrames
{
    /// <summary>The flag of a compressed message.</summary>
    public const byte Compressed = 1;

    /// <summary>The flag of gRPC-Web's trailers.</summary>
    public const byte Trailers = 0x80;

    /// <summary>A field of a message that is text.</summary>
    public static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    /// <summary>A field of a message that is bytes or a message.</summary>
    public static byte[] Field(int number, byte[] value)
    {
        List<byte> field = [(byte)((number << 3) | 2)];
        int length = value.Length;
        while (length >= 0x80)
        {
            field.Add((byte)(length | 0x80));
            length >>= 7;
        }

        field.Add((byte)length);
        return [.. field, .. value];
    }

    /// <summary>A message with its prefix.</summary>
    public static byte[] Frame(byte[] message, byte flags = 0)
    {
        byte[] prefix = [flags, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(prefix.AsSpan(1), message.Length);
        return [.. prefix, .. message];
    }
}
