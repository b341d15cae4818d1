namespace PodMirror.Exchange.Tests;

public sealed class ExchangeRecordTests
{
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
        var ledger = new MirrorLedger();
        ledger[MirrorCounter.PacketsSeen] = 7;
        ledger[MirrorCounter.BodiesCutByMemory] = long.MaxValue;
        byte[] bytes = new byte[RecordFormat.LedgerBytes];
        RecordFormat.WriteLedger(bytes, ledger);

        RecordFormat.TryRead(bytes, out RecordKind kind, out ReadOnlySpan<byte> body, out _);
        var read = new MirrorLedger();

        Assert.Equal(RecordKind.Ledger, kind);
        Assert.True(RecordFormat.TryReadLedger(body, read));
        Assert.Equal(ledger.Counts.ToArray(), read.Counts.ToArray());
    }

    private static string Ascii(ReadOnlySpan<byte> bytes) => System.Text.Encoding.ASCII.GetString(bytes);

    private static byte[] Sample()
    {
        ExchangeRecord record = default;
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
        };
        record.Response = new MessageView { IsPresent = true, Status = 200, Trailers = "X: y\r\n"u8 };
        byte[] bytes = new byte[record.WireBytes];
        Assert.Equal(bytes.Length, record.Write(bytes));
        return bytes;
    }
}
