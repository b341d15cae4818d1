using System.Collections.Concurrent;
using System.Net.Sockets;
using PodMirror.Exchange;
using PodMirror.Live.Tests.Net;

namespace PodMirror.Live.Tests.Mirroring;

/// <summary>tme's end of the socket, for tests: takes one mirror, reads and acknowledges its records; or does not, when so told.</summary>
internal sealed class TestTme : IDisposable
{
    private readonly Socket _listener;
    private readonly Thread _thread;
    private readonly bool _reads;
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Socket? _peer;

    public TestTme(NetworkNamespace place, string name, bool reads = true)
    {
        _reads = reads;
        _listener = place.Run(() =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint("\0" + name));
            socket.Listen(1);
            return socket;
        });
        _thread = new Thread(Serve) { IsBackground = true, Name = "tme" };
        _thread.Start();
    }

    /// <summary>What was read, in order.</summary>
    public ConcurrentQueue<ReceivedExchange> Exchanges { get; } = new();

    /// <summary>Snapshots of the ledger that were read.</summary>
    public ConcurrentQueue<MirrorLedger> Ledgers { get; } = new();

    /// <summary>Goes away as a killed process does: every socket at once.</summary>
    public void Dispose()
    {
        _release.TrySetResult();
        _listener.Dispose();
        _peer?.Dispose();
        _thread.Join();
    }

    /// <summary>Hands the mirror settings, between two acknowledgements.</summary>
    public void Offer(CaptureSettings settings) => Send(CaptureSettingsRecord.Write(settings));

    /// <summary>Sends bytes to the mirror; it may have connected before it was taken.</summary>
    public void Send(byte[] record)
    {
        SpinWait.SpinUntil(() => _peer is not null, TimeSpan.FromSeconds(10));
        lock (_listener)
        {
            _peer!.Send(record);
        }
    }

    /// <summary>Waits until the mirror has closed its end and everything is read.</summary>
    public void WaitForEnd() => _thread.Join();

    private void Serve()
    {
        try
        {
            _peer = _listener.Accept();
            if (_reads)
            {
                ReadAll(_peer);
            }
            else
            {
                _release.Task.GetAwaiter().GetResult();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Killed.
        }
    }

    private void ReadAll(Socket peer)
    {
        byte[] buffer = new byte[RecordFormat.MaxRecordBytes];
        byte[] acknowledgement = new byte[RecordFormat.AcknowledgementBytes];
        int held = 0;
        ulong disposed = 0;
        for (int read; (read = peer.Receive(buffer.AsSpan(held))) > 0;)
        {
            held += read;
            ReadOnlySpan<byte> rest = buffer.AsSpan(0, held);
            while (RecordFormat.TryRead(rest, out RecordKind kind, out ReadOnlySpan<byte> body, out int consumed) is var status
                && status != RecordStatus.NeedMore)
            {
                Assert.Equal(RecordStatus.Complete, status);
                if (Take(kind, body))
                {
                    disposed++;
                }

                rest = rest[consumed..];
            }

            rest.CopyTo(buffer);
            held = rest.Length;
            RecordFormat.WriteAcknowledgement(acknowledgement, disposed);
            Send(acknowledgement);
        }
    }

    private bool Take(RecordKind kind, ReadOnlySpan<byte> body)
    {
        if (kind == RecordKind.Ledger)
        {
            var ledger = new MirrorLedger();
            Assert.True(RecordFormat.TryReadLedger(body, ledger));
            Ledgers.Enqueue(ledger);
            return false;
        }

        Assert.Equal(RecordKind.Exchange, kind);
        Assert.True(ExchangeRecord.TryRead(body, out ExchangeRecord record));
        Exchanges.Enqueue(ReceivedExchange.From(record) with { Record = body.ToArray() });
        return true;
    }
}
