using System.Text;

namespace PodMirror.Fuzz;

/// <summary>Pieces of the formats that this project reads, which random changes would take long to find.</summary>
internal static class Tokens
{
    /// <summary>All of them.</summary>
    public static byte[][] All { get; } =
    [
        .. new[]
        {
            "\r\n", "\n", "\r\n\r\n", "\n\n", " ", "\t", ":", ": ", ",", ";", "\"", "\0", "\r\n ",
            "GET ", "POST / ", "HEAD ", "CONNECT a:1 ", "OPTIONS * ",
            "HTTP/1.1", "HTTP/1.0", "HTTP/1.1\r\n", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 204 \r\n",
            "HTTP/1.1 304 \r\n",
            "HTTP/1.1 101 Switching Protocols\r\n", "Host: a\r\n", "Content-Length: ", "Content-Length: 0\r\n", "Content-Length: 5\r\n",
            "Content-Length: 9223372036854775807\r\n", "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n",
            "0\r\n\r\n", "5\r\nhello\r\n",
            "ffffffffffffffff\r\n", "7fffffffffffffff\r\n", "5;a=b\r\n", "Connection: close\r\n", "Connection: Upgrade\r\n", "Upgrade: websocket\r\n",
            "Expect: 100-continue\r\n", "Content-Encoding: gzip\r\n", "Content-Encoding: br, zstd\r\n", "Content-Type: application/json\r\n",
            "Authorization: Bearer x\r\n", "Cookie: a=b; c=d\r\n", "Set-Cookie: a=b\r\n", "?sig=x&token=y", "%2e", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n", "{}", "[]", "null", "{\"a\":", "\\u0000", "1e999",
        }.Select(Encoding.Latin1.GetBytes),

        // pcap and pcapng: magics, block types; Ethernet types; IP and TCP headers' first bytes; gzip and zstd magics.
        [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0], [0x4D, 0x3C, 0xB2, 0xA1, 2, 0, 4, 0], [0xA1, 0xB2, 0xC3, 0xD4, 0, 2, 0, 4],
        [0x0A, 0x0D, 0x0D, 0x0A],
        [0x1A, 0x2B, 0x3C, 0x4D], [1, 0, 0, 0], [6, 0, 0, 0], [3, 0, 0, 0], [8, 0], [0x86, 0xDD], [0x81, 0], [0x88, 0xA8], [0x45, 0], [0x60, 0, 0, 0],
        [6], [0x2C], [0x11], [0x50, 0x02], [0x50, 0x10], [0x50, 0x18], [0x50, 0x11], [0x50, 0x04], [0x1F, 0x8B, 8], [0x28, 0xB5, 0x2F, 0xFD],
    ];
}
