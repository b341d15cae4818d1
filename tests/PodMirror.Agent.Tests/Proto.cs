using System.Buffers.Binary;
using System.Text;

namespace PodMirror.Agent.Tests;

/// <summary>Protobuf fields, put together by hand, so that a test can also put them together wrongly.</summary>
internal static class Proto
{
    public static byte[] Number(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }

    public static byte[] Tag(int field, int wire) => Number(((ulong)field << 3) | (uint)wire);

    public static byte[] Varint(int field, ulong value) => [.. Tag(field, 0), .. Number(value)];

    public static byte[] Fixed64(int field, ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return [.. Tag(field, 1), .. bytes];
    }

    public static byte[] Message(int field, params byte[][] parts)
    {
        byte[] body = Join(parts);
        return [.. Tag(field, 2), .. Number((ulong)body.Length), .. body];
    }

    public static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    /// <summary>An AnyValue.</summary>
    public static byte[] Value(object? value) => value switch
    {
        null => [],
        string text => Text(1, text),
        bool truth => Varint(2, truth ? 1u : 0u),
        int number => Varint(3, (ulong)number),
        long number => Varint(3, (ulong)number),
        double number => Fixed64(4, BitConverter.DoubleToUInt64Bits(number)),
        byte[] bytes => Message(7, bytes),
        object[] items => Message(5, [.. items.Select(item => Message(1, Value(item)))]),
        Dictionary<string, object> pairs => Message(6, [.. pairs.Select(pair => Message(1, Attribute(pair.Key, pair.Value)))]),
        _ => throw new ArgumentException($"{value.GetType()} is no AnyValue", nameof(value)),
    };

    /// <summary>A KeyValue.</summary>
    public static byte[] Attribute(string key, object? value) => Join(Text(1, key), Message(2, Value(value)));
}
