using System.Buffers.Binary;
using System.Text;

namespace PodMirror.Spans.Tests;

/// <summary>A response that is small on the wire, and would be much work, memory or output for who takes it as it asks to be taken.</summary>
/// <param name="Fields">Its header.</param>
/// <param name="Body">Its body.</param>
internal sealed record Bomb(string Fields, byte[] Body)
{
    private const int Huge = 64 * 1024 * 1024;
    private const int Million = 1_000_000;

    private static readonly byte[] EmptyMember = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static readonly Lazy<byte[]> Letters = new(() => [.. Enumerable.Repeat((byte)'a', Huge)]);

    public static byte[] Gzip(byte[] plain) => BodyDecoderTests.Encode("gzip", plain);

    public static Bomb Ratio(string encoder, string coding) => Coded(coding, "text/plain", BodyDecoderTests.Encode(encoder, Letters.Value));

    /// <summary>Codings around each other, the first of which is undone last.</summary>
    public static Bomb Stack(params string[] codings) =>
        Coded(string.Join(", ", codings), "text/plain", codings.Aggregate(Letters.Value, (body, coding) => BodyDecoderTests.Encode(coding, body)));

    public static Bomb EmptyMembers() => Coded("gzip", "text/plain", [.. Repeat(EmptyMember, 150_000), .. Gzip("end"u8.ToArray())]);

    /// <summary>Blocks of deflate that bring codes of their own (RFC 1951 section 3.2.7), and of these use only that of the block's end.</summary>
    public static Bomb TablesOnly()
    {
        // Not the last, kind 2; 257 literals, 1 distance, 18 lengths: one bit for "18" and for "1". Then 1, 138 zeros, 117 zeros, 1, 1; the end.
        string lengths = "000000" + "100" + string.Concat(Enumerable.Repeat("000", 14)) + "100";
        string block = "0" + "01" + "00000" + "00000" + "0111" + lengths + "0" + "1" + "1111111" + "1" + "0101011" + "0" + "0" + "1";
        string eight = string.Concat(Enumerable.Repeat(block, 8));
        byte[] bytes = [.. eight.Chunk(8).Select(bits => Convert.ToByte(new string([.. bits.Reverse()]), 2))];
        return Coded("deflate", "text/plain", Repeat(bytes, Million / bytes.Length));
    }

    /// <summary>Frames of one block each that repeats a byte 128 Ki times, their windows from 1 KiB up to 2^maxLog.</summary>
    public static Bomb Windows(int maxLog)
    {
        var body = new List<byte>();
        for (int frame = 0; frame < 10_000; frame++)
        {
            // RFC 8878 section 3.1.1: magic, no single segment, window; a last block of RLE, which may be as long as its window.
            int log = 10 + (frame % (maxLog - 9));
            int repeats = Math.Min(1 << log, 128 * 1024);
            int block = (repeats << 3) | (1 << 1) | 1;
            body.AddRange([0x28, 0xb5, 0x2f, 0xfd, 0x00, (byte)((log - 10) << 3)]);
            body.AddRange([(byte)block, (byte)(block >> 8), (byte)(block >> 16), (byte)'a']);
        }

        return Coded("zstd", "text/plain", [.. body]);
    }

    /// <summary>Messages of gRPC, each of which is compressed.</summary>
    public static Bomb Messages(string type, string encoding, byte[] message, int count)
    {
        byte[] frame = [1, .. new byte[4], .. message];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        byte[] body = Repeat(frame, count);
        body = type.Contains("text", StringComparison.Ordinal) ? Encoding.ASCII.GetBytes(Convert.ToBase64String(body)) : body;
        return new Bomb($"Content-Type: {type}\r\ngrpc-encoding: {encoding}\r\n", body);
    }

    public static Bomb Parts() => Coded("gzip", "multipart/form-data; boundary=b", Gzip(Repeat("--b\r\n\r\n\r\n"u8.ToArray(), Million)));

    public static Bomb Nested(string open) => Coded("gzip", "application/json", Gzip(Repeat(Encoding.ASCII.GetBytes(open), Million)));

    /// <summary>A message of protobuf in a message in a message, each but the last the only field of the one around it.</summary>
    public static byte[] NestedMessage()
    {
        // Made from the end: a tag and a length of four bytes, padded as varints may be.
        byte[] bytes = new byte[100_000 / 5 * 5];
        for (int at = 0; at < bytes.Length; at += 5)
        {
            int length = bytes.Length - at - 5;
            byte[] head = [0x0a, (byte)(length | 0x80), (byte)((length >> 7) | 0x80), (byte)((length >> 14) | 0x80), 0];
            head.CopyTo(bytes, at);
        }

        return bytes;
    }

    /// <summary>Ten entities, each ten times the one before it: three of the first are gigabytes of the last.</summary>
    public static Bomb Entities()
    {
        string entities = string.Concat(Enumerable.Range(1, 10).Select(i =>
            $"<!ENTITY lol{i} \"{string.Concat(Enumerable.Repeat($"&lol{i - 1};", 10))}\">"));
        string xml = $"<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol0 \"lol\">{entities}]><lolz>&lol10;&lol10;&lol10;</lolz>";
        return new Bomb("Content-Type: application/xml\r\n", Encoding.ASCII.GetBytes(xml));
    }

    private static Bomb Coded(string coding, string type, byte[] body) => new($"Content-Type: {type}\r\nContent-Encoding: {coding}\r\n", body);

    private static byte[] Repeat(byte[] piece, int count)
    {
        byte[] all = new byte[piece.Length * count];
        for (int at = 0; at < all.Length; at += piece.Length)
        {
            piece.CopyTo(all, at);
        }

        return all;
    }
}
