using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace PodMirror.Spans.Tests;

/// <summary>Frames of WebSocket as peers send them, made apart from the code under test.</summary>
internal static class Frames
{
    internal static byte[] Text(string text, bool isMasked = false, bool isFinal = true, int opcode = 1, bool isCompressed = false) =>
        Of(opcode, Encoding.UTF8.GetBytes(text), isMasked, isFinal, isCompressed);

    internal static byte[] Of(int opcode, byte[] payload, bool isMasked = false, bool isFinal = true, bool isCompressed = false)
    {
        var bytes = new List<byte> { (byte)((isFinal ? 0x80 : 0) | (isCompressed ? 0x40 : 0) | opcode) };
        int maskBit = isMasked ? 0x80 : 0;
        Span<byte> length = stackalloc byte[8];
        if (payload.Length < 126)
        {
            bytes.Add((byte)(maskBit | payload.Length));
        }
        else if (payload.Length < 65536)
        {
            bytes.Add((byte)(maskBit | 126));
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)payload.Length);
            bytes.AddRange(length[..2]);
        }
        else
        {
            bytes.Add((byte)(maskBit | 127));
            BinaryPrimitives.WriteInt64BigEndian(length, payload.Length);
            bytes.AddRange(length);
        }

        byte[] mask = isMasked ? [0x37, 0xfa, 0x21, 0x3d] : [];
        bytes.AddRange(mask);
        bytes.AddRange(isMasked ? payload.Select((b, i) => (byte)(b ^ mask[i % 4])) : payload);
        return [.. bytes];
    }

    /// <summary>The payloads of messages that one compressor makes one after the other, as RFC 7692 section 7.2.1 asks for.</summary>
    internal static byte[][] Deflate(params string[] messages)
    {
        using var compressed = new MemoryStream();
        using var deflate = new DeflateStream(compressed, CompressionLevel.Optimal, leaveOpen: true);
        var payloads = new List<byte[]>();
        foreach (string message in messages)
        {
            compressed.SetLength(0);
            deflate.Write(Encoding.UTF8.GetBytes(message));
            deflate.Flush();
            byte[] flushed = compressed.ToArray();
            Assert.Equal([0, 0, 0xff, 0xff], flushed[^4..]);
            payloads.Add(flushed[..^4]);
        }

        return [.. payloads];
    }
}
