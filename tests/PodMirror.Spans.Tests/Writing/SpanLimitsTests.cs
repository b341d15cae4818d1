using System.Text;
using CsCheck;
using PodMirror.Exchange;
using PodMirror.TestKit;

namespace PodMirror.Spans.Tests;

public sealed class SpanLimitsTests
{
    [Fact]
    public void A_bomb_of_field_lines_is_cut_at_the_limit_and_counted()
    {
        string fields = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"a{i % 3}:\r\n"));
        ReadSpan span = new Sample { RequestFields = fields }.ToSpan();

        Assert.Equal(10_000 - 256, span.Dropped);
        Assert.Equal(256, Enumerable.Range(0, 3).Sum(i => span.Texts($"http.request.header.a{i}").Length));
    }

    [Fact]
    public void A_span_too_large_for_receivers_is_written_without_its_bodies()
    {
        using var writer = new SpanWriter(new SpanOptions { MaxBodyBytes = BodyDecoder.MaxLayerBytes });
        ExchangeRecord record = new Sample
        {
            RequestBody = new byte[900_000],
            ResponseBody = new byte[900_000],
            RequestFields = "X: " + new string('x', 1_500_000) + "\r\n",
        }.ToExchange();
        var output = new ByteBuffer(8 * 1024 * 1024);

        Assert.True(writer.TryWrite(record, output));

        ReadSpan span = ReadSpan.Of(output.Written[5..].ToArray());
        Assert.Null(span["http.request.body.content"]);
        Assert.Equal(true, span["podmirror.truncated"]);
    }

    [Fact]
    public void A_span_that_does_not_fit_leaves_the_output_as_it_was()
    {
        using var writer = new SpanWriter(new SpanOptions());
        var output = new ByteBuffer(100);
        output.Append("before"u8);

        Assert.False(writer.TryWrite(new Sample().ToExchange(), output));
        Assert.Equal("before"u8.ToArray(), output.Written.ToArray());
        Assert.False(output.HasOverflowed);
    }

    [Fact]
    public void No_seeded_secret_is_in_any_byte_of_a_span()
    {
        Gen<string> noise = Gen.OneOf("", "a=1&", ";", "&", "x", "%20", "\"", "; ");
        Check.Sample(Gen.Select(noise, noise, Gen.Bool), (before, after, isEgress) =>
        {
            const string secret = "s3cr3tVALUE";
            byte[] span = new Sample
            {
                Direction = isEgress ? Direction.Egress : Direction.Ingress,
                Target = $"http://u:{secret}@h/p;jsessionid={secret}/x?{before}&access_token={secret}{after}",
                RequestFields = $"Host: u:{secret}@h\r\nAuthorization: Bearer {secret}{after}\r\nCookie: {before}; sid={secret}{after}\r\n"
                    + $"Referer: http://h/?{before}&token={secret}{after}\r\nX-Api-Key: {secret}\r\nCookie: {secret}\r\nX-Api-Key {secret}\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n",
                RequestBody = Encoding.ASCII.GetBytes($"{before}&client_secret={secret}{after}"),
                RequestTrailers = $"X-Auth-Token: {secret}\r\n",
                ResponseFields = $"Set-Cookie: a={secret}{after}; Path=/\r\nLocation: /#id_token={secret}{after}\r\n"
                    + $"Authentication-Info: x={secret}\r\n",
                ResponseTrailers = $"Proxy-Authentication-Info: {secret}\r\n",
            }.ToSpanBytes();
            return !Encoding.Latin1.GetString(span).Contains(secret, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Any_bytes_make_a_span_that_a_receiver_takes() =>
        Check.Sample(Gen.Select(Gen.Byte.Array[0, 100], Gen.Byte.Array[0, 100], Gen.Byte.Array[0, 200]), (target, fields, body) =>
        {
            ReadSpan span = new Sample
            {
                Method = Encoding.Latin1.GetString(target),
                Target = Encoding.Latin1.GetString(target),
                RequestFields = "A: " + Encoding.Latin1.GetString(fields),
                ResponseFields = "Content-Encoding: gzip\r\nX: " + Encoding.Latin1.GetString(fields),
                RequestTrailers = Encoding.Latin1.GetString(fields),
                RequestBody = body,
                ResponseBody = body,
                StartNs = long.MaxValue,
                DurationNs = long.MaxValue,
            }.ToSpan();
            return span.Start <= span.End;
        });

    [Fact]
    public void Writing_a_span_allocates_nothing_once_warm()
    {
        using var writer = new SpanWriter(new SpanOptions { Pod = "p" });
        var batch = new SpanBatch(new SpanSource([new("service.name", "s")]), 4 * 1024 * 1024);
        byte[] record = new Sample
        {
            Method = "POST",
            Target = "/orders?token=s3&x=%41",
            RequestFields = "Host: h\r\nUser-Agent: ua\r\nAccept: */*\r\nAuthorization: Bearer x\r\nCookie: a=b\r\nX-Forwarded-For: 1.2.3.4\r\n"
                + "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\ntracestate: a=b\r\nX-A: 1\r\nX-A: 2\r\n",
            RequestBody = new byte[512],
            ResponseFields = "Content-Type: application/json\r\nSet-Cookie: a=b; Path=/\r\nLocation: /a?b=c\r\n",
            ResponseBody = Encoding.ASCII.GetBytes(new string('x', 1024)),
            Anomalies = Anomalies.BareLineFeed,
        }.ToRecord();
        void Run()
        {
            batch.Clear();
            RecordFormat.TryRead(record, out _, out ReadOnlySpan<byte> body, out _);
            ExchangeRecord.TryRead(body, out ExchangeRecord exchange);
            batch.TryAdd(writer, exchange);
            batch.Finish();
        }

        Run();
        Assert.Equal(0, Allocation.Least(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                Run();
            }
        }));
    }
}
