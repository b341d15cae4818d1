using PodMirror.Agent.Queue;
using PodMirror.Agent.Receiver;

namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>
/// A queue on a disk that can fail, beside a model of what it must hold. The laws: what was acknowledged and not settled is delivered, byte for
/// byte, in order; what was settled for good is not delivered again; nothing is delivered that was not sent; the counters add up.
/// </summary>
internal sealed class CrashRig : IAsyncDisposable
{
    private readonly DestinationOptions[] _options;
    private readonly long _memoryBytes;
    private readonly List<NumberedBatch> _batches = [];
    private readonly List<Delivery> _taken = [];
    private readonly long[] _spansAtStart;
    private ByteBudget _budget = new(0);
    private long _acknowledgedSpans;
    private long[] _settledSpans;
    private long[] _takenSpans;
    private DurableQueue? _queue;

    /// <param name="random">Of the disk.</param>
    /// <param name="memoryBytes">For batches that stay in memory; with 0 all are read from the disk.</param>
    /// <param name="options">The destinations.</param>
    public CrashRig(Random random, long memoryBytes, params DestinationOptions[] options)
    {
        (Disk, _memoryBytes, _options) = (new ModelDisk(random), memoryBytes, options);
        (_spansAtStart, _settledSpans, _takenSpans) = (new long[options.Length], new long[options.Length], new long[options.Length]);
        Destinations = [.. options.Select(_ => new ModelDestination())];
    }

    public ModelDisk Disk { get; private set; }

    public DurableQueue Queue => _queue!;

    public bool IsOpen => _queue is not null;

    public ModelDestination[] Destinations { get; }

    public MovableClock Clock { get; } = new();

    public LogCount Log { get; private set; } = new();

    /// <summary>Opens the queue; false when the disk did not let it.</summary>
    public bool TryOpen()
    {
        (Log, _acknowledgedSpans) = (new LogCount(), 0);
        (_settledSpans, _takenSpans) = (new long[_options.Length], new long[_options.Length]);
        _budget = QueueHarness.BudgetOf(_memoryBytes);
        var queue = new DurableQueue(Disk.Path, _options, _budget, Clock, Log);
        try
        {
            queue.Start();
        }
        catch (Exception fault) when (fault is Microsoft.Data.Sqlite.SqliteException or IOException)
        {
            queue.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return false;
        }

        _queue = queue;
        for (int i = 0; i < _options.Length; i++)
        {
            // The queue may let go of what is past a bound as soon as it runs.
            _spansAtStart[i] = SpansOf(queue.Consumers[i]);
        }

        return true;
    }

    /// <summary>Sends a batch, without waiting for its answer.</summary>
    public NumberedBatch Append(int length, int spans = 1)
    {
        HashSet<int>[] settled = [.. Destinations.Select(destination => destination.SettledNow.ToHashSet())];
        int number = _batches.Count;
        var payload = Payload.Copy(NumberedBatch.Make(number, length));
        (payload.Spans, payload.Lease) = (spans, new BudgetLease(_budget));
        payload.Lease.TryGrowTo(length);
        var batch = new NumberedBatch(number, length, spans, AppendAsync(payload, spans, settled));
        _batches.Add(batch);
        return batch;
    }

    /// <summary>Takes what is next for a destination, waiting while something is there; -1 when nothing is, or the queue is in trouble.</summary>
    public async Task<int> TakeAsync(int destination, long maxBytes = 1)
    {
        QueueConsumer consumer = Queue.Consumers[destination];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!Disk.HasCrashed && Queue.Trouble is null)
        {
            int taken = TakeNow(destination, maxBytes);
            if (taken >= 0)
            {
                return taken;
            }

            if (consumer.Spans == _takenSpans[destination])
            {
                return -1;
            }

            // The disk may die while nothing more comes; then nobody signals.
            await Task.WhenAny(consumer.WaitAsync(patience.Token), Task.Delay(10, CancellationToken.None));
            patience.Token.ThrowIfCancellationRequested();
        }

        return -1;
    }

    /// <summary>Takes what is at hand for a destination; -1 for nothing.</summary>
    public int TakeNow(int destination, long maxBytes = 1)
    {
        if (!Queue.Consumers[destination].TryTake(maxBytes, out Delivery? delivery))
        {
            return -1;
        }

        Assert.DoesNotContain(delivery.Payloads, payload => IsSettledForGood(destination, payload));
        _takenSpans[destination] += delivery.Spans;
        _taken.Add(delivery);
        return _taken.Count - 1;
    }

    public void Settle(int destination, int taken)
    {
        Delivery delivery = _taken[taken];
        foreach (Payload payload in delivery.Payloads)
        {
            Destinations[destination].Settled.Add(NumberedBatch.NumberOf(payload.Bytes.Span));
            Destinations[destination].SettledNow.Add(NumberedBatch.NumberOf(payload.Bytes.Span));
        }

        _settledSpans[destination] += delivery.Spans;
        _takenSpans[destination] -= delivery.Spans;
        Queue.Consumers[destination].Settle(delivery);
    }

    /// <summary>Spans that the queue let go of for a destination, in all runs.</summary>
    public long DroppedFor(int destination) => Destinations[destination].Dropped + Queue.Consumers[destination].Dropped.Total;

    /// <summary>Ends the run in an orderly way.</summary>
    public async Task CloseAsync()
    {
        if (_queue is null)
        {
            return;
        }

        await _queue.StopAsync();
        await Task.WhenAll(_batches.Select(batch => batch.Verdict));
        for (int i = 0; i < _options.Length; i++)
        {
            Destinations[i].Dropped += _queue.Consumers[i].Dropped.Total;
            if (!Disk.HasCrashed && _queue.Trouble is null)
            {
                Destinations[i].SettledForGood.UnionWith(Destinations[i].SettledNow);
            }

            Destinations[i].SettledNow.Clear();
        }

        await _queue.DisposeAsync();
        _taken.Clear();
        _queue = null;
    }

    /// <summary>Ends the run, by the crash that the disk had or by the given one, and finds the disk as the next process does.</summary>
    public async Task CrashAsync(DiskFault fault = DiskFault.PowerLoss)
    {
        Disk.Crash(fault);
        await CloseAsync();
        ModelDisk dead = Disk;
        Disk = dead.AfterCrash();
        dead.Dispose();
    }

    /// <summary>The counters of this run: what was there and what came is settled, dropped, or still there.</summary>
    public async Task CheckLedgerAsync()
    {
        await Task.WhenAll(_batches.Select(batch => batch.Verdict));
        for (int i = 0; i < _options.Length; i++)
        {
            QueueConsumer consumer = Queue.Consumers[i];
            Assert.Equal(_spansAtStart[i] + _acknowledgedSpans, _settledSpans[i] + SpansOf(consumer));
        }
    }

    /// <summary>Takes and settles all that is there, and checks the laws.</summary>
    public async Task CheckDeliveriesAsync()
    {
        for (int i = 0; i < _options.Length; i++)
        {
            HashSet<int> settledForGood = [.. Destinations[i].SettledForGood];
            HashSet<int> settled = [.. Destinations[i].Settled];
            List<int> delivered = await TakeAllAsync(i);
            Assert.Equal(delivered.Distinct().Order(), delivered);
            Assert.All(delivered, number => Assert.True(_batches[number].MayBeThere, $"{number} was refused and is there"));
            Assert.DoesNotContain(delivered, settledForGood.Contains);
            IEnumerable<NumberedBatch> due = _batches.Where(batch => batch.IsDurable && !settled.Contains(batch.Number));
            List<NumberedBatch> missing = [.. due.Where(batch => !delivered.Contains(batch.Number))];
            long lost = missing.Sum(batch => (long)batch.Spans);
            string numbers = string.Join(' ', missing.Select(batch => batch.Number));
            string queue = $"{Queue.Consumers[i].Spans} spans wait, trouble: {Queue.Trouble ?? "none"}, set aside: {Log["SetAside"]}";
            Assert.True(lost <= DroppedFor(i), $"destination {i} misses {numbers}; {queue}");
            Assert.Equal((0, 0), (Queue.Consumers[i].Spans, Queue.Consumers[i].Bytes));
        }

        await CheckLedgerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Disk.Dispose();
    }

    /// <summary>Spans that are there or were dropped in this run, as of one moment.</summary>
    private long SpansOf(QueueConsumer consumer)
    {
        lock (Queue.Lock)
        {
            return consumer.Spans + consumer.Dropped.Total;
        }
    }

    private bool IsSettledForGood(int destination, Payload payload)
    {
        lock (_batches)
        {
            return Destinations[destination].SettledForGood.Contains(NumberedBatch.NumberOf(payload.Bytes.Span));
        }
    }

    /// <summary>Takes and settles all that is there for a destination; returns the numbers of the batches.</summary>
    public async Task<List<int>> TakeAllAsync(int destination)
    {
        List<int> delivered = [];
        for (int taken; (taken = await TakeAsync(destination)) >= 0; Settle(destination, taken))
        {
            delivered.AddRange(_taken[taken].Payloads.Select(payload => NumberedBatch.NumberOf(payload.Bytes.Span)));
        }

        return delivered;
    }

    private async Task<AppendVerdict> AppendAsync(Payload payload, int spans, HashSet<int>[] settled)
    {
        Task<AppendVerdict> answer = Queue.AppendAsync(payload);
        payload.Release();
        AppendVerdict verdict = await answer;
        if (verdict == AppendVerdict.Durable)
        {
            lock (_batches)
            {
                _acknowledgedSpans += spans;
                for (int i = 0; i < settled.Length; i++)
                {
                    Destinations[i].SettledForGood.UnionWith(settled[i]);
                }
            }
        }

        return verdict;
    }
}
