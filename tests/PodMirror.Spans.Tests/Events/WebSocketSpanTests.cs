using PodMirror.Exchange;
using PodMirror.TestKit;

namespace PodMirror.Spans.Tests;

public sealed class WebSocketSpanTests
{
    private const string Deflate = "Sec-WebSocket-Extensions: permessage-deflate\r\n";

    [Fact]
    public void The_messages_of_both_directions_are_events_in_the_order_of_their_times()
    {
        byte[] first = Frames.Text("{\"a\":1}", isMasked: true);
        byte[] binary = Frames.Of(2, new byte[300], isMasked: true);
        byte[] answer = Frames.Text("hello");
        var counts = default(FrameCounts);
        counts[(int)FrameOpcode.Text] = 1;
        counts[(int)FrameOpcode.Close] = 1;
        ReadSpan span = Socket(
            [.. first, .. binary, .. Frames.Of(8, [0x03, 0xe8, (byte)'b', (byte)'y', (byte)'e'], isMasked: true)],
            [(0, 100), (first.Length, 300)],
            answer,
            [(0, 200)]) is var sample
            ? (sample with { RequestFramed = sample.RequestFramed with { Messages = 5, Frames = counts } }).ToSpan()
            : null!;

        Assert.Equal([100UL, 200UL, 300UL], span.Events.Select(one => one.Time));
        Assert.All(span.Events, one => Assert.Equal("podmirror.websocket.message", one.Name));
        Assert.Equal(["received", "sent", "received"], span.Events.Select(one => one["podmirror.websocket.message.direction"]));
        Assert.Equal(["text", "text", "binary"], span.Events.Select(one => one["podmirror.websocket.message.opcode"]));
        Assert.Equal([7L, 5L, 300L], span.Events.Select(one => one["podmirror.websocket.message.size"]));
        Assert.Equal(["{\"a\":1}", "hello", null], span.Events.Select(one => one["podmirror.websocket.message.content"]));
        Assert.Equal(1000L, span["podmirror.websocket.received.close.code"]);
        Assert.Equal("bye", span["podmirror.websocket.received.close.reason"]);
        Assert.Equal(5L, span["podmirror.websocket.received.messages"]);
        Assert.Equal(1L, span["podmirror.websocket.received.frames.text"]);
        Assert.Null(span["podmirror.websocket.received.frames.ping"]);
        Assert.Equal(2, span.DroppedEvents);
        Assert.Null(span["http.request.body.content"]);
        Assert.Null(span["http.response.body.content"]);
    }

    [Fact]
    public void What_a_client_sends_is_sent_in_egress()
    {
        Sample sample = Socket(Frames.Text("q", isMasked: true), [(0, 1)], [], []) with { Direction = Direction.Egress };

        Assert.Equal("sent", Assert.Single(sample.ToSpan().Events)["podmirror.websocket.message.direction"]);
    }

    [Fact]
    public void Fragments_are_joined_across_control_frames()
    {
        byte[] body =
        [
            .. Frames.Text("one ", isFinal: false), .. Frames.Of(9, [1]), .. Frames.Text("message", isFinal: false, opcode: 0), .. Frames.Of(10, []),
            .. Frames.Text("!", opcode: 0),
        ];

        Assert.Equal("one message!", Content(Socket([], [], body, [(0, 1)])));
    }

    [Fact]
    public void Every_prefix_shows_a_prefix_that_says_it_is_cut()
    {
        byte[] body = Frames.Text(new string('x', 200) + "€", isMasked: true);
        for (int length = 0; length < body.Length; length++)
        {
            ReadSpan span = Socket(body[..length], [(0, 1)], [], []).ToSpan();
            ReadEvent? one = span.Events.SingleOrDefault();
            Assert.Equal(length < 8, one is null);
            Assert.True(one is null || (one["podmirror.websocket.message.truncated"] is true && one["podmirror.websocket.message.size"] is 203L));
        }
    }

    [Fact]
    public void Compressed_messages_share_their_window()
    {
        byte[][] payloads = Frames.Deflate("{\"price\":100}", "{\"price\":101}", "{\"price\":102}");
        byte[] body = [.. payloads.SelectMany(payload => Frames.Of(1, payload, isCompressed: true))];
        Sample sample = Socket([], [], body, [(0, 1)]) with { ResponseFields = Deflate };

        Assert.True(payloads[2].Length < payloads[0].Length);
        Assert.Equal(
            ["{\"price\":100}", "{\"price\":101}", "{\"price\":102}"],
            sample.ToSpan().Events.Select(one => one["podmirror.websocket.message.content"]));
    }

    [Fact]
    public void A_compressed_message_behind_a_broken_one_is_undecodable_unless_its_sender_forgets()
    {
        byte[] first = Frames.Of(1, [0xff, 0xff], isCompressed: true);
        byte[] body = [.. first, .. Frames.Of(1, Frames.Deflate("abc")[0], isCompressed: true), .. Frames.Text("plain")];
        Sample sample = Socket([], [], body, [(0, 1)]) with { ResponseFields = Deflate };
        Sample forgetful = sample with { ResponseFields = Deflate.TrimEnd() + "; server_no_context_takeover\r\n" };

        Assert.Equal([true, true, null], sample.ToSpan().Events.Select(one => one["podmirror.websocket.message.undecodable"]));
        Assert.Equal([null, "abc", "plain"], forgetful.ToSpan().Events.Select(one => one["podmirror.websocket.message.content"]));
    }

    [Fact]
    public void A_compressed_message_without_the_extension_is_undecodable() => Assert.Equal(
        true,
        Assert.Single(Socket([], [], Frames.Text("x", isCompressed: true), [(0, 1)]).ToSpan().Events)["podmirror.websocket.message.undecodable"]);

    [Fact]
    public void After_damage_reading_goes_on_at_the_next_mark()
    {
        byte[] first = Frames.Text("a");
        byte[] body = [.. first, 0x8f, 0xff, 0xff, .. Frames.Text("b")];

        ReadSpan span = Socket([], [], body, [(0, 1), (first.Length + 3, 2)]).ToSpan();

        Assert.Equal(["a", "b"], span.Events.Select(one => one["podmirror.websocket.message.content"]));
        Assert.Equal(2UL, span.Events[1].Time);
    }

    [Fact]
    public void A_length_that_swallows_a_marked_message_does_not_hide_it()
    {
        byte[] body = [0x81, 0x7e, 0xff, 0xff, .. Frames.Text("b")];

        ReadSpan span = Socket([], [], body, [(0, 1), (4, 2)]).ToSpan();

        Assert.Equal(2, span.Events.Count);
        Assert.Equal("b", span.Events[1]["podmirror.websocket.message.content"]);
    }

    [Fact]
    public void Writing_a_websocket_allocates_nothing_once_warm()
    {
        byte[][] payloads = Frames.Deflate("{\"a\":1}", "{\"a\":2}");
        byte[] body = [.. payloads.SelectMany(payload => Frames.Of(1, payload, isCompressed: true))];
        byte[] record = (Socket(Frames.Text("hi", isMasked: true), [(0, 1)], body, [(0, 2)]) with { ResponseFields = Deflate }).ToRecord();
        using var writer = new SpanWriter(new SpanOptions { Pod = "p" });
        var output = new ByteBuffer(8 * 1024 * 1024);
        void Run()
        {
            output.Clear();
            RecordFormat.TryRead(record, out _, out ReadOnlySpan<byte> bytes, out _);
            ExchangeRecord.TryRead(bytes, out ExchangeRecord exchange);
            writer.TryWrite(exchange, output);
        }

        Run();
        Assert.Equal(0, Allocation.Least(Run));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(16, 16)]
    [InlineData(32, 32)]
    public void No_more_messages_are_shown_than_asked_for(int wanted, int expected)
    {
        byte[] body = [.. Enumerable.Repeat(Frames.Text("m"), 50).SelectMany(frame => frame)];
        Sample sample = Socket(body, [], body, []);

        ReadSpan span = (sample with { RequestFramed = sample.RequestFramed with { Messages = 50 } })
            .ToSpan(new SpanOptions { StreamEvents = wanted });

        Assert.Equal(expected, span.Events.Count);
        Assert.Equal(50 - expected, span.DroppedEvents);
    }

    [Fact]
    public void One_hundred_compressed_bombs_are_bounded()
    {
        byte[] bomb = Frames.Deflate(new string('0', 4 * 1024 * 1024))[0];
        byte[] body = [.. Enumerable.Repeat(Frames.Of(1, bomb, isCompressed: true), 100).SelectMany(frame => frame)];
        Sample sample = Socket(body, [(0, 1)], [], []) with { ResponseFields = Deflate };

        ReadSpan span = sample.ToSpan(new SpanOptions { StreamEvents = 32 });

        Assert.True(span.Events.Sum(one => (one["podmirror.websocket.message.content"] as string)?.Length ?? 0) <= SpanOptions.DefaultMaxBodyBytes);
        Assert.Equal(true, span.Events[0]["podmirror.websocket.message.truncated"]);
    }

    private static Sample Socket(
        byte[] request, (int Offset, long TimestampNs)[] requestMarks, byte[] response, (int Offset, long TimestampNs)[] responseMarks) => new()
        {
            Status = 101,
            RequestBody = request,
            RequestMarks = requestMarks,
            RequestFramed = new FramedContent { Framing = ContentFraming.WebSocket },
            ResponseBody = response,
            ResponseMarks = responseMarks,
            ResponseFramed = new FramedContent { Framing = ContentFraming.WebSocket },
        };

    private static object? Content(Sample sample) => Assert.Single(sample.ToSpan().Events)["podmirror.websocket.message.content"];
}
