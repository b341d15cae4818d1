using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace PodMirror.Bench.Load;

/// <summary>An OTLP/HTTP receiver that counts spans and holds them against <see cref="Wire"/>. Answers with 200 and an empty message.</summary>
internal sealed class Sink
{
    private static readonly byte[] Answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    private readonly SpanCheck _check = new();
    private readonly bool _checks;
    private long _requests;
    private long _bytes;

    private Sink(bool checks) => _checks = checks;

    /// <summary>Serves until SIGTERM or SIGINT, then prints one line of JSON.</summary>
    public static int Run(Arguments arguments)
    {
        var sink = new Sink(arguments.Number("--check", 1) == 1);
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
        while (true)
        {
            Socket peer = listener.Accept();
            new Thread(() => Serve(peer)) { IsBackground = true }.Start();
        }
    }

    private void Serve(Socket peer)
    {
        using var stream = new BufferedStream(new NetworkStream(peer, ownsSocket: true), 64 * 1024);
        while (ReadHead(stream) is string head)
        {
            byte[] body = ReadBody(stream, head);
            lock (_check)
            {
                _requests++;
                _bytes += body.Length;
                if (_checks)
                {
                    _check.Export(head.Contains("content-encoding: gzip", StringComparison.OrdinalIgnoreCase) ? Inflate(body) : body);
                }
            }

            stream.Write(Answer);
            stream.Flush();
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
