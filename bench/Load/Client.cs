using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PodMirror.Bench.Load;

/// <summary>The client of the load: each connection has a thread, sends one request at a time when its turn comes, and checks the answer.</summary>
internal sealed class Client
{
    private readonly IPEndPoint _to;
    private readonly int _pairs;
    private readonly int _rate;
    private readonly int _connections;
    private readonly int _up;
    private readonly int _down;
    private readonly int _first;
    private readonly Latencies _latencies = new();
    private int _wrong;
    private int _late;

    private Client(Arguments arguments)
    {
        _to = arguments.EndPoint("--to");
        _pairs = arguments.Number("--pairs");
        _rate = arguments.Number("--rate", 0);
        _connections = arguments.Number("--connections", 8);
        _up = arguments.Number("--up", 512);
        _down = arguments.Number("--down", 1024);
        _first = arguments.Number("--first", 0);
    }

    /// <summary>Drives the whole load.</summary>
    /// <returns>0 when every answer was right.</returns>
    public static int Run(Arguments arguments)
    {
        var client = new Client(arguments);
        long start = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, client._connections).Select(c => new Thread(() => client.Drive(c, start)))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        string counts = $"\"pairs\":{client._pairs - client._wrong},\"wrong\":{client._wrong},\"late\":{client._late}";
        Console.WriteLine(FormattableString.Invariant($"{{{counts},\"seconds\":{seconds:F3},{client._latencies}}}"));
        return client._wrong == 0 ? 0 : 1;
    }

    private void Drive(int connection, long start)
    {
        using var socket = new Socket(_to.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.NoDelay = true;
        socket.Connect(_to);
        byte[] request = new byte[Wire.MaxMessageBytes];
        byte[] response = new byte[Wire.MaxMessageBytes];
        for (int turn = connection; turn < _pairs; turn += _connections)
        {
            AwaitTurn(turn, start);
            int number = _first + turn;
            int bytes = Wire.WriteRequest(request, number, _up, _down);
            long sent = Stopwatch.GetTimestamp();
            socket.Send(request.AsSpan(0, bytes));
            bool right = TryReceive(socket, response, number);
            _latencies.Add(Stopwatch.GetElapsedTime(sent));
            if (!right)
            {
                Interlocked.Increment(ref _wrong);
            }
        }
    }

    // Each request has its time in the plan; who is late sends at once, so that the rate holds on the whole.
    private void AwaitTurn(int turn, long start)
    {
        if (_rate == 0)
        {
            return;
        }

        TimeSpan left = TimeSpan.FromSeconds((double)turn / _rate) - Stopwatch.GetElapsedTime(start);
        if (left > TimeSpan.Zero)
        {
            Thread.Sleep(left);
        }
        else if (left < TimeSpan.FromMilliseconds(-100))
        {
            Interlocked.Increment(ref _late);
        }
    }

    private bool TryReceive(Socket socket, byte[] response, int number)
    {
        int held = 0;
        int bytes = 0;
        int head = 0;
        while (bytes == 0 || held < bytes)
        {
            int read = socket.Receive(response.AsSpan(held));
            if (read == 0)
            {
                return false;
            }

            held += read;
            bytes = bytes == 0 ? Wire.MessageBytes(response.AsSpan(0, held), out head) : bytes;
        }

        return bytes - head == _down && Wire.Field(response.AsSpan(0, head), "\r\nX-Request-Id: "u8) == number;
    }
}
