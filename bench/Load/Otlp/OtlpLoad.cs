using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace PodMirror.Bench.Load;

/// <summary>
/// Sends spans by OTLP/gRPC at a steady rate, or as fast as they are acknowledged, over some connections with one request under way each. What is
/// refused is sent again until it is taken.
/// </summary>
internal sealed class OtlpLoad
{
    private const int FrameBytes = 5;
    private const int Templates = 16;
    private static readonly TimeSpan RefusedWait = TimeSpan.FromMilliseconds(100);

    private readonly Uri _to;
    private readonly int _batch;
    private readonly long _spans;
    private readonly double _batchesPerSecond;
    private readonly SpanTemplate[] _templates;
    private readonly Latencies _latencies = new();
    private long _next;
    private long _acknowledged;
    private long _refused;

    private OtlpLoad(Arguments arguments)
    {
        _to = new Uri($"http://{arguments.EndPoint("--to")}/opentelemetry.proto.collector.trace.v1.TraceService/Export");
        _batch = arguments.Number("--batch", 100);
        _spans = arguments.Number("--spans");
        _batchesPerSecond = arguments.Number("--rate", 0) / (double)_batch;
        _next = arguments.Number("--first", 1);
        var random = new Random(1);
        int bytes = arguments.Number("--bytes", 2700);
        _templates = [.. Enumerable.Range(0, Templates).Select(_ => SpanTemplate.Make(_batch, bytes, random))];
    }

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var load = new OtlpLoad(arguments);
        long first = load._next;
        long begun = Stopwatch.GetTimestamp();
        IEnumerable<int> connections = Enumerable.Range(0, arguments.Number("--connections", 4));
        await Task.WhenAll(connections.Select(_ => Task.Run(() => load.SendAsync(first, begun)))).ConfigureAwait(false);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Console.WriteLine(
            $"{{\"spans\":{load._acknowledged},\"refused\":{load._refused},\"seconds\":{seconds:F2},\"rate\":{load._acknowledged / seconds:F0},"
            + $"\"bytes\":{(long)load._templates[0].Length * load._acknowledged / load._batch},{load._latencies}}}");
        return 0;
    }

    private async Task SendAsync(long first, long begun)
    {
        using var client = new HttpClient();
        byte[] frame = new byte[FrameBytes + _templates.Max(template => template.Length)];
        while (true)
        {
            long id = Interlocked.Add(ref _next, _batch) - _batch;
            if (id + _batch > first + _spans)
            {
                return;
            }

            if (_batchesPerSecond > 0)
            {
                TimeSpan wait = TimeSpan.FromSeconds((id - first) / _batch / _batchesPerSecond) - Stopwatch.GetElapsedTime(begun);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait).ConfigureAwait(false);
                }
            }

            SpanTemplate template = _templates[id / _batch % Templates];
            BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)template.Length);
            template.Fill(frame.AsSpan(FrameBytes), id);
            await SendUntilTakenAsync(client, frame.AsMemory(0, FrameBytes + template.Length)).ConfigureAwait(false);
        }
    }

    private async Task SendUntilTakenAsync(HttpClient client, ReadOnlyMemory<byte> frame)
    {
        while (!await TrySendAsync(client, frame).ConfigureAwait(false))
        {
            Interlocked.Add(ref _refused, _batch);
            await Task.Delay(RefusedWait).ConfigureAwait(false);
        }

        Interlocked.Add(ref _acknowledged, _batch);
    }

    private async Task<bool> TrySendAsync(HttpClient client, ReadOnlyMemory<byte> frame)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _to)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(frame),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        long begun = Stopwatch.GetTimestamp();
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request).ConfigureAwait(false);
            await response.Content.CopyToAsync(Stream.Null).ConfigureAwait(false);
            _latencies.Add(Stopwatch.GetElapsedTime(begun));
            return response.TrailingHeaders.TryGetValues("grpc-status", out IEnumerable<string>? status) && status.First() == "0";
        }
        catch (Exception fault) when (fault is HttpRequestException or SocketException)
        {
            return false;
        }
    }
}
