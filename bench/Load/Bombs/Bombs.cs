using System.Text;

namespace PodMirror.Bench.Load;

/// <summary>The kinds of bombs. Each is small enough to be kept by the mirror whole, so that tme has all of it to read.</summary>
internal static class Bombs
{
    private const int Mega = 1 << 20;

    /// <summary>All kinds.</summary>
    public static readonly Bomb[] All =
    [
        new("gzip", "text/plain", "gzip", () => Codings.Encode("gzip", new byte[64 * Mega])),
        new("gzip-4-times", "text/plain", "gzip, gzip, gzip, gzip", () => Times(4, new byte[512 * Mega])),
        new("gzip-members", "text/plain", "gzip", () => Repeat(Codings.Encode("gzip", "x"u8.ToArray()), 5000)),
        new("deflate", "application/json", "deflate", () => Codings.Encode("deflate", Text("[", 64 * Mega))),
        new("br", "text/html", "br", () => Codings.Encode("br", Text("<a b='", 64 * Mega))),
        new("zstd", "application/json", "zstd", () => Codings.Encode("zstd", Text("{\"a\":", 64 * Mega))),
        new("zstd-window", "text/plain", "zstd", () => ZstdFrame(windowLog: 30)),
        new("zstd-windows", "text/plain", "zstd", () => [.. Enumerable.Range(0, 5000).SelectMany(i => ZstdFrame(10 + (i % 14)))]),
        new("grpc", "application/grpc", "", () => Repeat(GrpcFrames.Frame(Codings.Encode("gzip", new byte[16 * Mega]), GrpcFrames.Compressed), 7)),
        new("grpc-web-text", "application/grpc-web-text", "", () => Encoding.ASCII.GetBytes(Convert.ToBase64String(
            Repeat(GrpcFrames.Frame(Codings.Encode("gzip", new byte[16 * Mega]), GrpcFrames.Compressed), 5)))),
        new("multipart", "multipart/form-data; boundary=b", "gzip", () => Codings.Encode("gzip", Text("--b\r\n\r\n\r\n", 10 * Mega))),
        new("json-deep", "application/json", "gzip", () => Codings.Encode("gzip", Text("[", Mega))),
        new("xml-entities", "application/xml", "gzip", () => Codings.Encode("gzip", Laughs())),
        new("form", "application/x-www-form-urlencoded", "gzip", () => Codings.Encode("gzip", Text("a=%2525&", Mega))),
        new("graphql", "application/graphql", "gzip", () => Codings.Encode("gzip", Text("{a(b:[", Mega))),
        new("protobuf-deep", "application/grpc", "", () => GrpcFrames.Frame(Repeat([0x0b], 100_000))),
    ];

    private static byte[] Text(string piece, int bytes) => Repeat(Encoding.ASCII.GetBytes(piece), bytes / piece.Length);

    private static byte[] Repeat(byte[] piece, int times)
    {
        byte[] all = new byte[piece.Length * times];
        for (int i = 0; i < times; i++)
        {
            piece.CopyTo(all, i * piece.Length);
        }

        return all;
    }

    private static byte[] Times(int times, byte[] content)
    {
        for (int i = 0; i < times; i++)
        {
            content = Codings.Encode("gzip", content);
        }

        return content;
    }

    // RFC 8878 section 3.1.1: magic, a descriptor without content size, the window; then a last block of one byte, repeated as often as is allowed.
    private static byte[] ZstdFrame(int windowLog)
    {
        int block = (Math.Min(1 << windowLog, 1 << 17) << 3) | 3;
        return [0x28, 0xb5, 0x2f, 0xfd, 0, (byte)((windowLog - 10) << 3), (byte)block, (byte)(block >> 8), (byte)(block >> 16), (byte)'x'];
    }

    // The billion laughs, and behind it elements that ask for them.
    private static byte[] Laughs()
    {
        var text = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 100; i++)
        {
            text.Append($"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}\">");
        }

        return Encoding.ASCII.GetBytes(text.Append("]>").Append(string.Concat(Enumerable.Repeat("<l>&l99;</l>", 80_000))).ToString());
    }
}
