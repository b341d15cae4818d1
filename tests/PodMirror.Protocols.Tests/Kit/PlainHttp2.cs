using System.Text;

namespace PodMirror.Protocols.Tests.Kit;

/// <summary>Frames whose fields need no dynamic table, so that they are read right whatever came before them.</summary>
internal static class PlainHttp2
{
    // GET and http by their index; the path as it is, not to be indexed.
    public static byte[] Get(uint stream, string path, bool end = true) =>
        Http2Side.Frame(1, (byte)(end ? 5 : 4), stream, [0x82, 0x86, 4, (byte)path.Length, .. Encoding.ASCII.GetBytes(path)]);

    /// <summary>200 by its index, and a body.</summary>
    public static byte[] Answer(uint stream, string body) => [.. Http2Side.Frame(1, 4, stream, [0x88]), .. Http2Side.Data(stream, body, end: true)];

    /// <summary>One thing after the other, many times.</summary>
    public static byte[] Times(int times, params byte[][] each)
    {
        byte[] once = [.. each.SelectMany(bytes => bytes)];
        byte[] all = new byte[times * once.Length];
        for (int i = 0; i < times; i++)
        {
            once.CopyTo(all, i * once.Length);
        }

        return all;
    }
}
