using BenchmarkDotNet.Attributes;
using PodMirror.Exchange;

namespace PodMirror.Bench.Micro;

/// <summary>An exchange of 512 bytes up and 1 KiB down, between mirror and tme.</summary>
[MemoryDiagnoser]
public class ExchangeBenchmarks
{
    private static readonly byte[] Fields =
        """
        Host: shop.example:8080
        User-Agent: bench/1.0
        Accept: application/json
        Content-Type: application/json
        Content-Length: 512
        traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
        Authorization: Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9
        X-Request-Id: 6f9619ff-8b86-d011-b42d-00c04fc964ff

        """u8.ToArray();

    private readonly byte[] _body = new byte[1024];
    private readonly byte[] _record = new byte[4096];
    private int _recordBytes;

    /// <summary>Writes the record that is read.</summary>
    [GlobalSetup]
    public void Setup() => _recordBytes = Write();

    /// <summary>Into the send buffer.</summary>
    /// <returns>Its bytes.</returns>
    [Benchmark]
    public int Write()
    {
        ExchangeRecord record = default;
        record.Header.Protocol = HttpProtocol.Http11;
        record.Request = new MessageView { IsPresent = true, Method = "POST"u8, Target = "/orders"u8, Fields = Fields, Body = _body.AsSpan(0, 512) };
        record.Response = new MessageView { IsPresent = true, Status = 200, Fields = Fields, Body = _body };
        return record.Write(_record);
    }

    /// <summary>Out of the receive buffer.</summary>
    /// <returns>Whether it is one.</returns>
    [Benchmark]
    public bool Read() =>
        RecordFormat.TryRead(_record.AsSpan(0, _recordBytes), out _, out ReadOnlySpan<byte> body, out _) == RecordStatus.Complete
            && ExchangeRecord.TryRead(body, out _);

    /// <summary>Every field line of a head.</summary>
    /// <returns>How many.</returns>
    [Benchmark]
    public int FieldLines()
    {
        int lines = 0;
        foreach (FieldLine line in new FieldLines(Fields))
        {
            lines += line.Name.Length > 0 ? 1 : 0;
        }

        return lines;
    }
}
