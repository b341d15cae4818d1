using System.Text;

namespace PodMirror.Protocols.Tests.Kit;

/// <summary>Writes the frames of one direction of a WebSocket.</summary>
internal sealed class WebSocketSide(bool isClient)
{
    public const string Asked =
        "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: k\r\n\r\n";

    public const string Granted =
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Accept: a\r\n\r\n";

    public static WebSocketSide Client { get; } = new(true);

    public static WebSocketSide Server { get; } = new(false);

    /// <summary>A frame; its payload masked when it is the client's.</summary>
    public byte[] Frame(byte first, ReadOnlySpan<byte> payload)
    {
        byte mask = (byte)(isClient ? 0x80 : 0);
        byte[] length = payload.Length switch
        {
            < 126 => [(byte)(mask | payload.Length)],
            < 65536 => [(byte)(mask | 126), (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [(byte)(mask | 127), 0, 0, 0, 0, .. BitConverter.GetBytes(payload.Length).Reverse()],
        };
        byte[] sent = payload.ToArray();
        byte[] key = isClient ? [1, 2, 3, 4] : [];
        for (int i = 0; isClient && i < sent.Length; i++)
        {
            sent[i] ^= key[i % key.Length];
        }

        return [first, .. length, .. key, .. sent];
    }

    public byte[] Text(string text) => Frame(0x81, Encoding.UTF8.GetBytes(text));

    public byte[] Close() => Frame(0x88, [0x03, 0xE8]);
}
