using System.Collections.Concurrent;
using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Live.Tests.Net;
using PodMirror.Protocols;
using PodMirror.Sidecar;
using PodMirror.Sidecar.Mirror;

namespace PodMirror.Live.Tests.Mirroring;

/// <summary>The mirror as <c>podmirror mirror</c> puts it together, in a namespace of the test.</summary>
internal sealed class LiveMirror : IDisposable
{
    /// <summary>How long a state is waited for; it comes in milliseconds, or not at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly NetworkNamespace _place;
    private readonly PacketRing _ring;
    private readonly MirrorLoop _loop;
    private readonly ConcurrentQueue<TaskCompletionSource<MirrorSnapshot>> _waiting = new();
    private readonly MirrorLedger _ledger = new();
    private Thread? _thread;
    private long _allocatedBefore;

    /// <summary>What waits for tme where a test says nothing else: a quarter of the default, so that little traffic fills it.</summary>
    public const int SmallBufferBytes = 1024 * 1024;

    public LiveMirror(
        NetworkNamespace pod,
        string socketName,
        CaptureMode? mode = null,
        RingOptions? ringOptions = null,
        TimeProvider? time = null,
        int bufferBytes = SmallBufferBytes)
    {
        time ??= TimeProvider.System;
        _place = new NetworkNamespace(pod);
        // All that a test sends fits, however late its mirror is scheduled; tests of a full ring say how large it is.
        ringOptions ??= new RingOptions { RingBytes = 32 * 1024 * 1024 };
        _ring = _place.Run(() => PacketRing.TryOpen(ringOptions, out PacketRing? ring, out string? error)
            ? ring
            : throw new InvalidOperationException(error));
        var socketOptions = new ExchangeSocketOptions { Name = socketName, UserId = HostFacts.EffectiveUserId(), BufferBytes = bufferBytes };
        Socket = new ExchangeSocket(socketOptions, _ledger, time, Log.Enqueue);
        var ports = new ListeningPorts(ListeningPorts.ThreadNet, time);
        var settings = new MirrorSettings { Mode = mode };
        var pipeline = new FlowPipeline(new PipelineOptions { Mode = mode ?? MirrorSettings.DefaultMode }, _ledger, Socket, ports);
        _loop = new MirrorLoop(_ring, new PacketDecoder(_ledger), pipeline, Socket, _ledger, time, ringOptions.BlockTimeout)
        {
            OnSnapshot = Snap,
            Control = new CaptureControl(
                settings, new FilterRules(), rules => _ring.TryFilter(CaptureFilter.Build(rules)), pipeline, _ => { }, _ledger, time, Log.Enqueue),
        };
    }

    public ExchangeSocket Socket { get; }

    /// <summary>What the socket said of its connection.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Begins to read the ring, which has been filling since the constructor.</summary>
    public LiveMirror Start()
    {
        _thread = new Thread(() => _place.Run(_loop.Run)) { IsBackground = true, Name = "mirror" };
        _thread.Start();
        return this;
    }

    /// <summary>The ledger as of now, and what the loop's thread has allocated.</summary>
    public async Task<MirrorSnapshot> SnapshotAsync()
    {
        var source = new TaskCompletionSource<MirrorSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(source);
        _loop.RequestSnapshot();
        return await source.Task.WaitAsync(Patience);
    }

    /// <summary>How many exchanges are acknowledged, seen from outside the loop's thread.</summary>
    public long Acknowledged => Volatile.Read(ref _ledger[MirrorCounter.ExchangesAcknowledged]);

    /// <summary>Waits until a counter has a value.</summary>
    public async Task<MirrorLedger> WaitForAsync(MirrorCounter counter, long value)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            MirrorLedger ledger = (await SnapshotAsync()).Ledger;
            if (ledger[counter] >= value)
            {
                return ledger;
            }

            Assert.True(
                TimeProvider.System.GetElapsedTime(begin) < Patience,
                $"{counter} is {ledger[counter]} and never became {value}: {LedgerJson.Format(ledger)}");
            await Task.Delay(10);
        }
    }

    /// <summary>Waits for acknowledgements without asking the loop's thread for anything.</summary>
    public async Task WaitForAcknowledgedAsync(long exchanges)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (Acknowledged < exchanges)
        {
            if (TimeProvider.System.GetElapsedTime(begin) > Patience)
            {
                Assert.Fail($"{exchanges} acknowledgements never came: {LedgerJson.Format((await SnapshotAsync()).Ledger)}");
            }

            await Task.Delay(10);
        }
    }

    /// <summary>Waits until a line was said that contains the text; lines are taken as they are looked at.</summary>
    public async Task WaitForLogAsync(string text)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (!Log.TryDequeue(out string? line) || !line.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < Patience, $"'{text}' was never said");
            await Task.Delay(10);
        }
    }

    /// <summary>Asks the loop to end, as SIGTERM does, also before it has begun.</summary>
    public void Stop() => _loop.Stop();

    /// <summary>Ends as SIGTERM does, and gives the final ledger, which adds up.</summary>
    public MirrorLedger Finish(TimeSpan? drain = null)
    {
        _loop.Stop();
        _thread!.Join();
        _place.Run(() => _loop.Drain(drain ?? TimeSpan.FromSeconds(5)));
        Assert.Null(_ledger.FirstImbalance());
        Assert.Equal(_ledger[MirrorCounter.RingPackets], _ledger[MirrorCounter.PacketsSeen] + _ledger[MirrorCounter.RingDrops]);
        Assert.Equal(0, _ledger[MirrorCounter.ExchangesInFlight]);
        return _ledger;
    }

    public void Dispose()
    {
        _loop.Stop();
        _thread?.Join();
        Socket.Dispose();
        _ring.Dispose();
        _place.Dispose();
    }

    private void Snap(MirrorLedger ledger)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore;
        Assert.Null(ledger.FirstImbalance());
        var copy = new MirrorLedger();
        copy.CopyFrom(ledger.Counts);
        while (_waiting.TryDequeue(out TaskCompletionSource<MirrorSnapshot>? source))
        {
            source.SetResult(new MirrorSnapshot(copy, allocated));
        }

        _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
    }
}
