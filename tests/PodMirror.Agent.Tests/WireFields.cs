using System.Buffers.Binary;
using System.Text;

namespace PodMirror.Agent.Tests;

/// <summary>Reads the fields of a protobuf message that is known to be well formed, with a reader of the tests' own.</summary>
internal static class WireFields
{
    /// <summary>The fields in their order: the bytes of those that have a length, the value of the others.</summary>
    public static List<(int Number, byte[] Bytes, ulong Value)> Of(byte[] message)
    {
        var fields = new List<(int, byte[], ulong)>();
        int at = 0;
        while (at < message.Length)
        {
            ulong tag = Varint(message, ref at);
            int number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    fields.Add((number, [], Varint(message, ref at)));
                    break;
                case 1:
                    fields.Add((number, [], BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at, 8))));
                    at += 8;
                    break;
                case 2:
                    int length = (int)Varint(message, ref at);
                    fields.Add((number, message[at..(at + length)], 0));
                    at += length;
                    break;
                default:
                    Assert.Fail($"wire type {tag & 7}");
                    break;
            }
        }

        return fields;
    }

    public static byte[] Single(byte[] message, int number) => Assert.Single(Of(message), field => field.Number == number).Bytes;

    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>Packed fields of eight bytes each.</summary>
    public static IEnumerable<ulong> Packed(byte[] bytes)
    {
        Assert.Equal(0, bytes.Length % 8);
        return bytes.Chunk(8).Select(chunk => BinaryPrimitives.ReadUInt64LittleEndian(chunk));
    }

    private static ulong Varint(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte one = bytes[at++];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }
    }
}
