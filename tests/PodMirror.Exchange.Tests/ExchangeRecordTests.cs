namespace PodMirror.Exchange.Tests;

public sealed class ExchangeRecordTests
{
    // The response of the sample: its fixed part, what was counted, two marks, the trailers.
    private const int ResponseBytes = 48 + 81 + 24 + 6;
    private const int FramingAt = 31;
    private const int MarkCountAt = 48 + 80;

    [Fact]
    public void A_record_reads_back_as_it_was_written()
    {
        byte[] bytes = Sample();

        Assert.Equal(RecordStatus.Complete, RecordFormat.TryRead(bytes, out RecordKind kind, out ReadOnlySpan<byte> body, out int consumed));
        Assert.Equal(bytes.Length, consumed);
        Assert.Equal(RecordKind.Exchange, kind);
        Assert.True(ExchangeRecord.TryRead(body, out ExchangeRecord read));
        Assert.Equal("POST", Ascii(read.Request.Method));
        Assert.Equal("/a?b=c", Ascii(read.Request.Target));
        Assert.Equal("Host: x\r\n", Ascii(read.Request.Fields));
        Assert.Equal("hello", Ascii(read.Request.Body));
        Assert.Equal(200, read.Response.Status);
        Assert.Equal("X: y\r\n", Ascii(read.Response.Trailers));
        Assert.Equal("10.0.0.1:1234", read.Header.Client.ToString());
        Assert.Equal("[fe80::1]:80", read.Header.Server.ToString());
        Assert.Equal(Anomalies.RequestGap | Anomalies.EarlyResponse, read.Header.Anomalies);
        Assert.Equal(1_700_000_000_123_456_789, read.Header.StartNs);
    }

    [Fact]
    public void What_was_counted_of_framed_content_reads_back_with_its_marks()
    {
        Assert.True(ExchangeRecord.TryRead(Sample().AsSpan(RecordFormat.HeaderBytes), out ExchangeRecord read));

        Assert.Equal(ContentFraming.None, read.Request.Framed.Framing);
        Assert.Equal("websocket", Ascii(read.Request.Protocol));
        FramedContent framed = read.Response.Framed;
        Assert.Equal((ContentFraming.WebSocket, 3UL, 30UL, 20UL), (framed.Framing, framed.Messages, framed.MessageBytes, framed.LargestMessageBytes));
        FrameCounts frames = framed.Frames;
        Assert.Equal((2UL, 7UL, 0UL), (frames.Of(FrameOpcode.Text), frames.Of(FrameOpcode.Unknown), frames.Of(FrameOpcode.Ping)));
        var marks = new FramedMarks(read.Response.Marks);
        Assert.Equal((2, 9U, -1L), (marks.Count, marks.OffsetOf(1), marks.TimestampNsOf(1)));
    }

    [Theory]
    [InlineData(FramingAt, 5)]
    [InlineData(FramingAt, 255)]
    [InlineData(FramingAt, 0)]
    [InlineData(MarkCountAt, 33)]
    [InlineData(MarkCountAt, 3)]
    [InlineData(MarkCountAt, 1)]
    public void Framing_or_marks_that_cannot_be_make_a_record_malformed(int offset, byte value)
    {
        byte[] bytes = Sample();
        bytes[^(ResponseBytes - offset)] = value;

        Assert.False(ExchangeRecord.TryRead(bytes.AsSpan(RecordFormat.HeaderBytes), out _));
    }

    [Fact]
    public void Every_prefix_of_a_record_needs_more()
    {
        byte[] bytes = Sample();
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(RecordStatus.NeedMore, RecordFormat.TryRead(bytes.AsSpan(0, length), out _, out _, out _));
        }
    }

    [Fact]
    public void No_single_flipped_bit_makes_the_reader_throw()
    {
        byte[] bytes = Sample();
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            if (RecordFormat.TryRead(bytes, out _, out ReadOnlySpan<byte> body, out _) == RecordStatus.Complete
                && ExchangeRecord.TryRead(body, out ExchangeRecord read))
            {
                Assert.Equal(bytes.Length, read.WireBytes);
            }

            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_length_past_the_limit_is_rejected_before_its_bytes_come()
    {
        Assert.Equal(RecordStatus.Rejected, RecordFormat.TryRead([0xff, 0xff, 0xff, 0x7f], out _, out _, out _));
    }

    [Fact]
    public void A_ledger_reads_back_as_it_was_written()
    {
        var ledger = new MirrorLedger { StartedNs = 1_700_000_000_000_000_001 };
        ledger[MirrorCounter.PacketsSeen] = 7;
        ledger[MirrorCounter.BodiesCutByMemory] = long.MaxValue;
        byte[] bytes = new byte[RecordFormat.LedgerBytes];
        RecordFormat.WriteLedger(bytes, ledger);

        RecordFormat.TryRead(bytes, out RecordKind kind, out ReadOnlySpan<byte> body, out _);
        var read = new MirrorLedger();

        Assert.Equal(RecordKind.Ledger, kind);
        Assert.True(RecordFormat.TryReadLedger(body, read));
        Assert.Equal(ledger.StartedNs, read.StartedNs);
        Assert.Equal(ledger.Counts.ToArray(), read.Counts.ToArray());
        Assert.False(RecordFormat.TryReadLedger(body[1..], new MirrorLedger()));
    }

    private static string Ascii(ReadOnlySpan<byte> bytes) => System.Text.Encoding.ASCII.GetString(bytes);

    private static byte[] Sample()
    {
        scoped ExchangeRecord record = default;
        record.Header = new ExchangeHeader
        {
            Direction = Direction.Ingress,
            Protocol = HttpProtocol.Http11,
            StartNs = 1_700_000_000_123_456_789,
            DurationNs = 5,
            Client = IpEndpoint.FromIPv4(0x0A000001, 1234),
            Server = IpEndpoint.From(System.Net.IPAddress.Parse("fe80::1"), 80),
            Anomalies = Anomalies.RequestGap | Anomalies.EarlyResponse,
        };
        record.Request = new MessageView
        {
            IsPresent = true,
            Method = "POST"u8,
            Target = "/a?b=c"u8,
            Fields = "Host: x\r\n"u8,
            Body = "hello"u8,
            BodyBytes = 5,
            Protocol = "websocket"u8,
        };
        FrameCounts frames = default;
        frames[(int)FrameOpcode.Text] = 2;
        frames[(int)FrameOpcode.Unknown] = 7;
        Span<byte> marks = stackalloc byte[2 * FramedMarks.MarkBytes];
        FramedMarks.Write(marks, 0, 5);
        FramedMarks.Write(marks[FramedMarks.MarkBytes..], 9, -1);
        record.Response = new MessageView
        {
            IsPresent = true,
            Status = 200,
            Trailers = "X: y\r\n"u8,
            Framed = new FramedContent
            {
                Framing = ContentFraming.WebSocket,
                Messages = 3,
                MessageBytes = 30,
                LargestMessageBytes = 20,
                Frames = frames,
            },
            Marks = marks,
        };
        byte[] bytes = new byte[record.WireBytes];
        Assert.Equal(bytes.Length, record.Write(bytes));
        return bytes;
    }
}
