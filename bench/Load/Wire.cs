using System.Buffers.Text;
using System.Text;

namespace PodMirror.Bench.Load;

/// <summary>
/// The messages of the load. Every request has a number, in its target and in X-Request-Id, which its response repeats: who pairs wrongly
/// is found out. A body is JSON that begins with the number, filled up with letters that follow from number and place.
/// </summary>
internal static class Wire
{
    /// <summary>The most of head and body together.</summary>
    public const int MaxMessageBytes = 1 << 20;

    /// <summary>What every target begins with, before its number.</summary>
    public const string TargetPrefix = "/r/";

    /// <summary>Writes a request.</summary>
    /// <returns>Its length.</returns>
    public static int WriteRequest(Span<byte> to, int number, int up, int down)
    {
        string head = $"POST {TargetPrefix}{number} HTTP/1.1\r\nHost: bench.example\r\nUser-Agent: podmirror-bench\r\nAccept: */*\r\n"
            + $"Content-Type: application/json\r\nX-Request-Id: {number}\r\nX-Down: {down}\r\nContent-Length: {up}\r\n\r\n";
        return Write(to, head, number, up);
    }

    /// <summary>Writes a response.</summary>
    /// <returns>Its length.</returns>
    public static int WriteResponse(Span<byte> to, int number, int down)
    {
        string head = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nServer: podmirror-bench\r\nX-Request-Id: {number}\r\n"
            + $"Content-Length: {down}\r\n\r\n";
        return Write(to, head, number, down);
    }

    /// <summary>The length of the message at the start, or 0 when more is needed to tell.</summary>
    public static int MessageBytes(ReadOnlySpan<byte> received, out int head)
    {
        head = received.IndexOf("\r\n\r\n"u8) + 4;
        return head < 4 ? 0 : head + Field(received[..head], "\r\nContent-Length: "u8);
    }

    /// <summary>The number of a field like <c>\r\nName: 12\r\n</c>; -1 when it is not there.</summary>
    public static int Field(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        int at = head.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int value, out _) ? value : -1;
    }

    /// <summary>Whether a body is the one of that number and length.</summary>
    public static bool IsBody(ReadOnlySpan<byte> body, int number, int bytes)
    {
        if (body.Length != bytes)
        {
            return false;
        }

        byte[] expected = new byte[bytes];
        WriteBody(expected, number);
        return body.SequenceEqual(expected);
    }

    private static int Write(Span<byte> to, string head, int number, int bodyBytes)
    {
        int headBytes = Encoding.ASCII.GetBytes(head, to);
        WriteBody(to.Slice(headBytes, bodyBytes), number);
        return headBytes + bodyBytes;
    }

    private static void WriteBody(Span<byte> body, int number)
    {
        ReadOnlySpan<byte> begin = Encoding.ASCII.GetBytes($"{{\"id\":{number},\"pad\":\"");
        for (int i = 0; i < body.Length; i++)
        {
            body[i] = (byte)('a' + (uint)(number + i + (i >> 8)) % 26);
        }

        if (body.Length >= begin.Length + 2)
        {
            begin.CopyTo(body);
            "\"}"u8.CopyTo(body[^2..]);
        }
    }
}
