namespace PodMirror.Exchange.Tests.Fuzz;

/// <summary>What comes over the socket: any bytes are records, the start of one, or refused; what is taken can be written again alike.</summary>
public static class ExchangeRecordFuzz
{
    /// <summary>Reads the input as the socket's reader does, record by record.</summary>
    public static void Run(ReadOnlySpan<byte> input)
    {
        while (RecordFormat.TryRead(input, out RecordKind kind, out ReadOnlySpan<byte> body, out int consumed) == RecordStatus.Complete)
        {
            Assert.InRange(consumed, RecordFormat.HeaderBytes, input.Length);
            switch (kind)
            {
                case RecordKind.Exchange:
                    ReadExchange(body, consumed);
                    break;
                case RecordKind.Ledger:
                    RecordFormat.TryReadLedger(body, new MirrorLedger());
                    break;
                case RecordKind.Acknowledgement:
                    RecordFormat.TryReadAcknowledgement(body, out _);
                    break;
            }

            input = input[consumed..];
        }
    }

    /// <summary>One record of each kind, to start from.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        ExchangeRecord record = default;
        record.Header.Protocol = HttpProtocol.Http11;
        record.Request = new MessageView { IsPresent = true, Method = "GET"u8, Target = "/"u8, Fields = "Host: a\r\nB: c\r\n d\r\n"u8 };
        byte[] request = new byte[record.WireBytes];
        record.Write(request);
        record.Response = new MessageView { IsPresent = true, Status = 200, Fields = "A : b\nnothing\r\n"u8, Body = "hello"u8, BodyBytes = 5 };
        byte[] exchange = new byte[record.WireBytes];
        record.Write(exchange);
        record.Response.Framed = new FramedContent { Framing = ContentFraming.Grpc, Messages = 2, MessageBytes = 5, LargestMessageBytes = 3 };
        record.Response.Marks = new byte[2 * FramedMarks.MarkBytes];
        byte[] framed = new byte[record.WireBytes];
        record.Write(framed);
        byte[] ledger = new byte[RecordFormat.LedgerBytes];
        RecordFormat.WriteLedger(ledger, new MirrorLedger());
        byte[] acknowledgement = new byte[RecordFormat.AcknowledgementBytes];
        RecordFormat.WriteAcknowledgement(acknowledgement, 7);
        return [request, exchange, framed, ledger, acknowledgement, [.. exchange, .. ledger, .. request]];
    }

    private static void ReadExchange(ReadOnlySpan<byte> body, int recordBytes)
    {
        if (!ExchangeRecord.TryRead(body, out ExchangeRecord record))
        {
            return;
        }

        Assert.Equal(recordBytes, record.WireBytes);
        byte[] written = new byte[record.WireBytes];
        Assert.Equal(recordBytes, record.Write(written));
        Assert.True(ExchangeRecord.TryRead(written.AsSpan(RecordFormat.HeaderBytes), out ExchangeRecord again));
        byte[] writtenAgain = new byte[again.WireBytes];
        again.Write(writtenAgain);
        Assert.Equal(written, writtenAgain);
        Walk(record.Request.Fields);
        Walk(record.Response.Fields);
    }

    private static void Walk(ReadOnlySpan<byte> section)
    {
        long lines = 0;
        long bytes = 0;
        foreach (FieldLine line in new FieldLines(section))
        {
            lines++;
            bytes += line.Name.Length + line.Value.Length;
        }

        Assert.InRange(bytes, 0, section.Length);
        Assert.InRange(lines, 0, section.Length);
    }
}
