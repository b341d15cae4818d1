using System.Text;

namespace PodMirror.Protocols.Tests.Kit;

/// <summary>Writes the frames of one direction, with the fields of its blocks told as indexes wherever they can be.</summary>
internal sealed class Http2Side(int seed = 0)
{
    public const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private readonly HpackEncoder _encoder = new(new Random(seed));

    /// <summary>The preface of a client and its settings.</summary>
    public static byte[] Hello => [.. Encoding.ASCII.GetBytes(Preface), .. Settings];

    public static byte[] Settings => Frame(4, 0, 0, []);

    /// <summary>A frame.</summary>
    public static byte[] Frame(byte type, byte flags, uint stream, ReadOnlySpan<byte> payload) =>
    [
        (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags,
        (byte)(stream >> 24), (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream, .. payload,
    ];

    public static byte[] Data(uint stream, string data, bool end = false) =>
        Frame(0, end ? (byte)1 : (byte)0, stream, Encoding.Latin1.GetBytes(data));

    public static byte[] Reset(uint stream, byte code) => Frame(3, 0, stream, [0, 0, 0, code]);

    /// <summary>The fields of a block, each as <c>name: value</c>.</summary>
    public byte[] Block(params string[] fields) =>
        _encoder.Encode(fields.Select(Split));

    public byte[] Headers(uint stream, bool end, params string[] fields) => Frame(1, (byte)(end ? 5 : 4), stream, Block(fields));

    public byte[] Get(uint stream, string path, params string[] more) =>
        Headers(stream, true, [":method: GET", ":scheme: http", ":path: " + path, ":authority: shop", .. more]);

    public byte[] Post(uint stream, string path) => Headers(stream, false, ":method: POST", ":scheme: http", ":path: " + path, ":authority: shop");

    public byte[] Answer(uint stream, int status, bool end, params string[] more) => Headers(stream, end, [":status: " + status, .. more]);

    private static (string Name, string Value) Split(string field)
    {
        int colon = field.IndexOf(": ", StringComparison.Ordinal);
        return (field[..colon], field[(colon + 2)..]);
    }
}
