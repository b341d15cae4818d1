using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace PodMirror.Bench.Load;

/// <summary>
/// An OTLP/HTTP receiver that counts spans and holds them against <see cref="Wire"/>. Keeps what it gets, and passes it on, where it is told to.
/// Answers with 200 and an empty message.
/// </summary>
internal sealed class Sink
{
    private static readonly byte[] Answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    // What tme asks for besides, an agent's settings, is not here.
    private static readonly byte[] NotFound = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    private readonly SpanCheck _check = new();
    private readonly bool _checks;
    private readonly FileStream? _kept;
    private readonly FileStream? _keptMetrics;
    private readonly HttpClient? _next;
    private readonly string _nextUrl;
    private readonly string _nextMetricsUrl;
    private long _requests;
    private long _bytes;

    private Sink(Arguments arguments)
    {
        _checks = arguments.Number("--check", 1) == 1;
        _kept = arguments.Text("--keep", "") is { Length: > 0 } path ? File.Create(path) : null;
        _keptMetrics = _kept is null ? null : File.Create(_kept.Name + ".metrics");
        _nextUrl = arguments.Text("--next", "");
        _nextMetricsUrl = _nextUrl.Replace("/v1/traces", "/v1/metrics", StringComparison.Ordinal);
        _next = _nextUrl.Length > 0 ? new HttpClient() : null;
    }

    /// <summary>Serves until SIGTERM or SIGINT, then prints one line of JSON.</summary>
    public static int Run(Arguments arguments)
    {
        var sink = new Sink(arguments);
        IPEndPoint at = arguments.EndPoint("--listen");
        using var listener = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(at);
        listener.Listen();
        new Thread(() => sink.Accept(listener)) { IsBackground = true }.Start();

        using var ended = new ManualResetEventSlim();
        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            ended.Set();
        }

        using PosixSignalRegistration term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        ended.Wait();
        lock (sink._check)
        {
            Console.WriteLine($"{{\"requests\":{sink._requests},\"bytes\":{sink._bytes},{sink._check}}}");
        }

        return 0;
    }

    private void Accept(Socket listener)
    {
        try
        {
            while (true)
            {
                Socket peer = listener.Accept();
                new Thread(() => Serve(peer)) { IsBackground = true }.Start();
            }
        }
        catch (SocketException)
        {
            // The end: the listener was closed.
        }
    }

    private void Serve(Socket peer)
    {
        using var stream = new BufferedStream(new NetworkStream(peer, ownsSocket: true), 64 * 1024);
        while (ReadHead(stream) is string head)
        {
            if (!head.StartsWith("POST ", StringComparison.Ordinal))
            {
                stream.Write(NotFound);
                stream.Flush();
                continue;
            }

            byte[] body = ReadBody(stream, head);
            byte[] plain = head.Contains("content-encoding: gzip", StringComparison.OrdinalIgnoreCase) ? Inflate(body) : body;
            lock (_check)
            {
                if (head.StartsWith("POST /v1/metrics ", StringComparison.Ordinal))
                {
                    TakeMetrics(plain);
                }
                else
                {
                    _requests++;
                    _bytes += body.Length;
                    Take(plain);
                }
            }

            stream.Write(Answer);
            stream.Flush();
        }
    }

    private void Take(byte[] request)
    {
        if (_checks)
        {
            _check.Export(request);
        }

        if (_kept is not null)
        {
            SpanFile.Write(_kept, request);
        }

        PassOn(request, _nextUrl);
    }

    private void TakeMetrics(byte[] request)
    {
        _keptMetrics?.Write(request);
        _keptMetrics?.Flush();
        PassOn(request, _nextMetricsUrl);
    }

    private void PassOn(byte[] request, string address)
    {
        if (_next is not null)
        {
            using var content = new ByteArrayContent(request);
            content.Headers.ContentType = new("application/x-protobuf");
            using HttpRequestMessage post = new(HttpMethod.Post, address) { Content = content };
            using HttpResponseMessage response = _next.Send(post);
            response.EnsureSuccessStatusCode();
        }
    }

    private static string? ReadHead(Stream stream)
    {
        var head = new StringBuilder();
        while (head.Length < 4 || head[^1] != '\n' || head[^3] != '\n')
        {
            int next = stream.ReadByte();
            if (next < 0)
            {
                return null;
            }

            head.Append((char)next);
        }

        return head.ToString();
    }

    private static byte[] ReadBody(Stream stream, string head)
    {
        if (Line(head, "content-length:") is string length)
        {
            byte[] body = new byte[int.Parse(length)];
            stream.ReadExactly(body);
            return body;
        }

        using var all = new MemoryStream();
        while (Convert.ToInt32(ReadLine(stream), 16) is int size and > 0)
        {
            byte[] chunk = new byte[size];
            stream.ReadExactly(chunk);
            all.Write(chunk);
            ReadLine(stream);
        }

        ReadLine(stream);
        return all.ToArray();
    }

    private static string ReadLine(Stream stream)
    {
        var line = new StringBuilder();
        for (int next = stream.ReadByte(); next is not '\n' and >= 0; next = stream.ReadByte())
        {
            line.Append((char)next);
        }

        return line.ToString().Trim();
    }

    private static string? Line(string head, string name) =>
        head.Split("\r\n").FirstOrDefault(l => l.StartsWith(name, StringComparison.OrdinalIgnoreCase))?[name.Length..].Trim();

    private static byte[] Inflate(byte[] body)
    {
        using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var all = new MemoryStream();
        gzip.CopyTo(all);
        return all.ToArray();
    }
}
