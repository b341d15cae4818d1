using System.Net.Sockets;
using PodMirror.Exchange;

namespace PodMirror.Bench.Load;

/// <summary>Stands in for tme on the abstract socket, to tell when the mirror captured its first request.</summary>
internal static class FirstCapture
{
    /// <summary>Waits for the first exchange and prints the time of its first packet, nanoseconds since 1970; exit code 1 when none comes.</summary>
    public static int Run(Arguments arguments)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint("\0podmirror"));
        listener.Listen();
        int timeoutMs = arguments.Number("--seconds", 30) * 1000;
        if (!listener.Poll(TimeSpan.FromMilliseconds(timeoutMs), SelectMode.SelectRead))
        {
            return 1;
        }

        using Socket mirror = listener.Accept();
        mirror.ReceiveTimeout = timeoutMs;
        byte[] received = new byte[RecordFormat.MaxRecordBytes];
        int held = 0;
        while (true)
        {
            while (RecordFormat.TryRead(received.AsSpan(0, held), out RecordKind kind, out ReadOnlySpan<byte> body, out int consumed)
                == RecordStatus.Complete)
            {
                if (kind == RecordKind.Exchange && ExchangeRecord.TryRead(body, out ExchangeRecord record))
                {
                    Console.WriteLine(record.Header.StartNs);
                    return 0;
                }

                held -= consumed;
                received.AsSpan(consumed, held).CopyTo(received);
            }

            int read = mirror.Receive(received.AsSpan(held), SocketFlags.None, out SocketError error);
            if (read == 0 || error != SocketError.Success)
            {
                return 1;
            }

            held += read;
        }
    }
}
