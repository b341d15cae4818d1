using PodMirror.Exchange;

namespace PodMirror.Sidecar.Replay;

/// <summary>One line for people for each exchange, in columns; with heads and bodies below it when asked for.</summary>
/// <remarks>The columns' names come with the first exchange: where there is none, there is nothing to name.</remarks>
/// <param name="output">Where the lines go.</param>
/// <param name="contents">Redacts and decodes.</param>
/// <param name="style">The colours.</param>
/// <param name="verbose">Shows heads and bodies; null does not.</param>
public sealed class TextFormatter(OutputBuffer output, WireContents contents, TextStyle style, TextDetails? verbose) : IExchangeFormatter
{
    // Where columns begin, or end when their figures are right-aligned. Wide enough for what is common; longer values push the rest.
    private const int StreamEnd = 33;
    private const int Direction = 35;
    private const int Client = 40;
    private const int Server = 63;
    private const int Status = 86;
    private const int DurationEnd = 103;
    private const int SentEnd = 114;
    private const int ReceivedEnd = 125;
    private const int Request = 127;

    // 2024-05-01 12:34:56.123456: nobody reads nanoseconds in a column.
    private const int DateBytes = 10;
    private const int TimeBytes = 15;

    private readonly Rfc3339 _time = new();
    private readonly TextRow _row = new();
    private bool _hasHeading;

    /// <inheritdoc />
    public bool TryWrite(in ExchangeRecord exchange)
    {
        if (!_hasHeading)
        {
            _hasHeading = true;
            WriteHeading();
        }

        _row.Clear();
        WriteWhereAndWhen(exchange.Header);
        WriteFigures(exchange);
        output.Write(_row.Bytes);
        WriteRequest(exchange.Request);
        TextCounts.Write(output, exchange, style);
        WriteAnomalies(exchange.Header.Anomalies);
        output.Write((byte)'\n');
        verbose?.Write(exchange);
        return true;
    }

    private static ReadOnlySpan<byte> NameOf(Direction direction) => direction switch
    {
        Exchange.Direction.Ingress => "in"u8,
        Exchange.Direction.Egress => "out"u8,
        _ => "-"u8,
    };

    private void WriteHeading()
    {
        _row.Clear();
        _row.AddHidden(style.Faint);
        _row.Add("TIME (UTC)"u8);
        _row.AddRight("STREAM"u8, StreamEnd);
        Column(Direction, "DIR"u8);
        Column(Client, "CLIENT"u8);
        Column(Server, "SERVER"u8);
        Column(Status, "STATUS"u8);
        _row.AddRight("DURATION"u8, DurationEnd);
        _row.AddRight("SENT"u8, SentEnd);
        _row.AddRight("RECEIVED"u8, ReceivedEnd);
        Column(Request, "REQUEST"u8);
        _row.AddHidden(style.Plain);
        output.Write(_row.Bytes);
        output.Write((byte)'\n');
    }

    private void Column(int at, ReadOnlySpan<byte> ascii)
    {
        _row.PadTo(at);
        _row.Add(ascii);
    }

    private void WriteWhereAndWhen(in ExchangeHeader header)
    {
        ReadOnlySpan<byte> time = _time.Of(header.StartNs);
        _row.AddHidden(style.Faint);
        _row.Add(time[..DateBytes]);
        _row.Add(" "u8);
        _row.Add(time.Slice(DateBytes + 1, TimeBytes));
        Span<byte> stream = stackalloc byte[Quantity.MaxBytes];
        header.Stream.TryFormat(stream[1..], out int digits, default, System.Globalization.CultureInfo.InvariantCulture);
        stream[0] = (byte)'#';
        _row.AddRight(stream[..(digits + 1)], StreamEnd);
        _row.AddHidden(style.Plain);
        Column(Direction, NameOf(header.Direction));
        _row.PadTo(Client);
        _row.Advance(EndpointText.Write(header.Client, _row.Room));
        _row.PadTo(Server);
        _row.Advance(EndpointText.Write(header.Server, _row.Room));
    }

    private void WriteFigures(in ExchangeRecord exchange)
    {
        Span<byte> figure = stackalloc byte[Quantity.MaxBytes];
        _row.PadTo(Status);
        if (exchange.Response is { IsPresent: true, Status: > 0 })
        {
            _row.AddHidden(style.OfStatus(exchange.Response.Status));
            exchange.Response.Status.TryFormat(figure, out int digits, "D3", System.Globalization.CultureInfo.InvariantCulture);
            _row.Add(figure[..digits]);
            _row.AddHidden(style.Plain);
        }
        else
        {
            _row.Add("---"u8);
        }

        _row.PadTo(Status, atLeast: 1);
        _row.AddRight(figure[..Quantity.WriteDuration(exchange.Header.DurationNs, figure)], DurationEnd);
        WriteSize(exchange.Request, SentEnd);
        WriteSize(exchange.Response, ReceivedEnd);
        _row.PadTo(Request);
    }

    private void WriteSize(in MessageView message, int endColumn)
    {
        Span<byte> figure = stackalloc byte[Quantity.MaxBytes];
        _row.PadTo(0, atLeast: 1);
        _row.AddRight(message.IsPresent ? figure[..Quantity.WriteSize(message.BodyBytes, figure)] : "-"u8, endColumn);
    }

    private void WriteRequest(in MessageView request)
    {
        if (!request.IsPresent)
        {
            output.Write("(request not captured)"u8);
            return;
        }

        output.Write(style.Strong);
        VisibleText.Write(output, request.Method.IsEmpty ? "?"u8 : request.Method);
        output.Write(style.Plain);
        output.Write((byte)' ');
        ReadOnlySpan<byte> authority = RequestAuthority.Of(request);
        bool isPath = !request.Target.IsEmpty && request.Target[0] == '/';
        if (isPath && !authority.IsEmpty)
        {
            VisibleText.Write(output, contents.Authority(authority));
        }

        VisibleText.Write(output, request.Target.IsEmpty ? "?"u8 : contents.Target(request.Target));
    }

    private void WriteAnomalies(Anomalies anomalies)
    {
        if (anomalies == Anomalies.None)
        {
            return;
        }

        output.Write("  "u8);
        output.Write(style.Warning);
        output.Write("!"u8);
        foreach (string name in AnomalyNames.Of(anomalies))
        {
            output.Write((byte)' ');
            foreach (char letter in name)
            {
                output.Write((byte)letter);
            }
        }

        output.Write(style.Plain);
    }
}
