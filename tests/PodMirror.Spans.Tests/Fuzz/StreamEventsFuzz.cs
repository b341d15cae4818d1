using PodMirror.Exchange;

namespace PodMirror.Spans.Tests.Fuzz;

/// <summary>From any bytes after an upgrade, and from any event stream, come events that a receiver takes, no more than were asked for.</summary>
public static class StreamEventsFuzz
{
    private static readonly SpanWriter Writer = new(new SpanOptions { Pod = "fuzz", MaxBodyBytes = 4096, HasHypertraceNames = true });
    private static readonly ByteBuffer Output = new(8 * 1024 * 1024);

    /// <summary>Takes the first byte as the kind and the deflate parameters, and the rest as content.</summary>
    public static void Run(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return;
        }

        bool isSocket = (input[0] & 1) == 0;
        byte[] marks = new byte[2 * FramedMarks.MarkBytes];
        FramedMarks.Write(marks, 0, 1);
        FramedMarks.Write(marks.AsSpan(FramedMarks.MarkBytes), (uint)input.Length / 2, 2);
        ExchangeRecord exchange = default;
        exchange.Header.Protocol = HttpProtocol.Http11;
        exchange.Request = new MessageView { IsPresent = true };
        exchange.Response = new MessageView
        {
            IsPresent = true,
            Status = 101,
            Fields = (input[0] & 2) == 0
                ? "Sec-WebSocket-Extensions: permessage-deflate\r\n"u8
                : "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n"u8,
            Body = input[1..],
            BodyBytes = input.Length - 1,
            Marks = marks,
            Framed = new FramedContent { Framing = isSocket ? ContentFraming.WebSocket : ContentFraming.EventStream, Messages = 40 },
        };
        Output.Clear();
        Assert.True(Writer.TryWrite(exchange, Output));
        ReadSpan span = ReadSpan.Of(Output.Written[5..].ToArray());
        Assert.InRange(span.Events.Count, 0, SpanOptions.DefaultStreamEvents);
    }

    /// <summary>Frames of each kind and length, compressed and not, whole and not, and events.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        byte[] plain = [.. Frames.Text("{\"a\":1}", isMasked: true, isFinal: false), .. Frames.Text("b", opcode: 0), .. Frames.Of(8, [3, 232, 65])];
        byte[] deflated = [.. Frames.Deflate("hello", "hello again").SelectMany(payload => Frames.Of(1, payload, isCompressed: true))];
        yield return [0, .. plain];
        yield return [0, .. deflated];
        yield return [2, .. deflated];
        byte[] parts =
        [
            .. Frames.Of(1, Frames.Deflate("hello hello")[0][..4], isFinal: false, isCompressed: true), .. Frames.Of(9, [1, 2], isMasked: true),
            .. Frames.Of(0, Frames.Deflate("hello hello")[0][4..]), .. Frames.Of(10, []), .. deflated,
        ];
        yield return [0, .. parts];
        yield return [2, .. parts];

        // Lengths of two bytes and of eight, one that is cut, and a mark behind the damage.
        yield return [0, .. Frames.Text(new string('a', 126), isMasked: true), .. Frames.Of(2, new byte[200])];
        yield return [0, 0x81, 127, 0, 0, 0, 0, 0, 0, 0, 5, .. "abcde"u8, 0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0];
        yield return [0, .. Frames.Text("a"), 0x83, 0, 0, 0, .. Frames.Text("token=x"), .. Frames.Text("b")];
        yield return [0, .. Frames.Text("a", isFinal: false), .. Frames.Text("b"), .. Frames.Of(0, [1]), .. Frames.Of(8, [1]), .. Frames.Of(8, [])];
        yield return [0, 0xf1, 2, 1, 2, 0x09, 1, 0, 0x89, 126, 0, 1, 0, 0x81, 0xfe];
        yield return [0, .. Enumerable.Repeat(Frames.Text("x"), 40).SelectMany(static frame => frame)];
        yield return [1, .. "id: 1\nevent: x\nretry: 5\ndata: {\"a\":1}\ndata: b\r\n\r\n: c\rdata\r\r"u8];
        yield return [1, .. "\ufeffdata:a\n\ndata\n\nevent:x\n\nid\nid:\0\nretry:x\ndata: \xff\n\n:\n\ndata: <a token='x'/>\r\rdata: cut"u8];
        yield return [1, .. Enumerable.Repeat("event: tick\ndata: token=abcdef\n\n"u8.ToArray(), 40).SelectMany(static one => one)];
    }
}
