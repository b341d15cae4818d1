using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme;

/// <summary>
/// Makes spans of exchange records, fills batches with them, gives batches to the exporter by size and by time, and keeps the ledger.
/// </summary>
/// <remarks>
/// For several threads, one at a time: the lock is held while one span is written, a few microseconds. Batches are used again, so
/// that a steady load allocates nothing for them.
/// </remarks>
internal sealed class SpanCollector : IExportListener, IDisposable
{
    /// <summary>How often the age of a batch is looked at before it is too old.</summary>
    private const int LooksPerAge = 4;

    /// <summary>For so long a batch is kept that nobody needs: longer than any under steady load, which ends at its age.</summary>
    private static readonly TimeSpan TrimPeriod = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly SpanCollectorOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<string> _log;
    private readonly TmeLedger _ledger = new();
    private readonly DetailControl _detail;
    private readonly ResidentMemory _memory = new();
    private readonly SpareBatches _spare;
    private readonly SpanExporter? _exporter;
    private readonly ITimer _timer;
    private readonly ITimer _cpuTimer;
    private readonly ITimer _trimTimer;
    private SpanWriter _writer;
    private SpanSampler? _sampler;
    private MirrorReport? _mirror;
    private ExportBatch? _batch;
    private string? _said;

    /// <summary>Makes a collector and starts its clock.</summary>
    /// <param name="options">Sizes and times.</param>
    /// <param name="makeExporter">Makes the exporter that reports to the given listener; null exports nothing.</param>
    /// <param name="time">The clock of batches.</param>
    /// <param name="log">Takes a line for people.</param>
    internal SpanCollector(
        SpanCollectorOptions options, Func<IExportListener, SpanExporter>? makeExporter, TimeProvider time, Action<string> log)
    {
        _options = options;
        _time = time;
        _log = log;
        _writer = new SpanWriter(options.Spans);
        _sampler = SpanSampler.Of(options.Spans);
        _spare = new SpareBatches(4 * options.BatchBytes);
        _detail = new DetailControl(options, _ledger, time, log);
        _exporter = makeExporter?.Invoke(this);
        TimeSpan tick = options.MaxBatchAge / LooksPerAge;
        _timer = time.CreateTimer(static collector => ((SpanCollector)collector!).FlushIfOld(), this, tick, tick);
        TimeSpan second = options.Cpu is null ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(1);
        _cpuTimer = time.CreateTimer(
            static collector => ((SpanCollector)collector!).SampleCpu(Environment.CpuUsage.TotalTime), this, second, second);
        _trimTimer = time.CreateTimer(static collector => ((SpanCollector)collector!).Trim(), this, TrimPeriod, TrimPeriod);
    }

    /// <summary>Takes the body of an exchange record.</summary>
    internal void Add(ReadOnlySpan<byte> body, IExchangeOrigin origin)
    {
        lock (_gate)
        {
            _ledger[TmeCounter.ExchangesReceived]++;
            TmeCounter? dropped = TryAdd(body, origin);
            if (dropped is { } reason)
            {
                _ledger[reason]++;
                origin.OnDisposed(1);
            }
        }
    }

    /// <summary>Takes the body of a ledger record; one of another size is none.</summary>
    internal void TakeLedger(ReadOnlySpan<byte> body)
    {
        var ledger = new MirrorLedger();
        if (RecordFormat.TryReadLedger(body, ledger))
        {
            lock (_gate)
            {
                _mirror = new MirrorReport(ledger, UnixTime.NowNs(_time));
            }
        }
    }

    /// <summary>Counts something that is no exchange.</summary>
    internal void Count(TmeCounter counter, long amount = 1)
    {
        lock (_gate)
        {
            _ledger[counter] += amount;
        }
    }

    /// <summary>Takes the CPU time that the process has used so far, and looks at its memory.</summary>
    internal void SampleCpu(TimeSpan used)
    {
        lock (_gate)
        {
            _detail.Sample(used);
            _ledger[TmeCounter.MemoryBytes] = _memory.Read();
        }
    }

    /// <summary>Makes spans in another way from the next one on: each span is made in one way as a whole.</summary>
    /// <param name="spans">How they are made.</param>
    /// <param name="limits">How many may leave.</param>
    /// <param name="cpuShare">The share of the CPU limit above which less is told.</param>
    /// <param name="version">Which document says so.</param>
    internal void Apply(SpanOptions spans, BudgetLimits limits, double cpuShare, long version)
    {
        lock (_gate)
        {
            _writer.Dispose();
            _writer = new SpanWriter(spans);
            _sampler = SpanSampler.Of(spans);
            _detail.Apply(limits, cpuShare);
            _ledger[TmeCounter.SettingsTaken]++;
            _ledger[TmeCounter.SettingsVersion] = version;
        }
    }

    /// <summary>Gives the batch to the exporter as it is.</summary>
    internal void Flush()
    {
        lock (_gate)
        {
            if (_batch is { } batch)
            {
                _batch = null;
                _exporter!.Enqueue(batch);
            }
        }
    }

    /// <summary>Exports what there is until the time is over, and counts the rest as dropped.</summary>
    internal async Task StopAsync(TimeSpan grace)
    {
        Flush();
        if (_exporter is not null)
        {
            await _exporter.StopAsync(grace);
            await _exporter.DisposeAsync();
        }
    }

    /// <summary>The ledger now, as one line of JSON.</summary>
    internal string LedgerLine()
    {
        lock (_gate)
        {
            return TmeLedgerJson.Format(_ledger, _mirror?.Ledger);
        }
    }

    /// <summary>The ledgers now: a copy of ours, and the one that the mirror sent last.</summary>
    internal (TmeLedger Tme, MirrorReport? Mirror) Ledgers()
    {
        lock (_gate)
        {
            return (_ledger.Copy(), _mirror);
        }
    }

    /// <summary>A copy of the ledger now.</summary>
    internal TmeLedger Snapshot()
    {
        lock (_gate)
        {
            return _ledger.Copy();
        }
    }

    /// <inheritdoc />
    public void OnEnd(ExportBatch batch, int exported, int dropped, DropReason reason)
    {
        lock (_gate)
        {
            _ledger[TmeCounter.ExchangesPending] -= exported + dropped;
            _ledger[TmeCounter.ExchangesExported] += exported;
            _ledger[CounterOf(reason)] += dropped;
            _ledger[TmeCounter.BatchesEnded]++;
            foreach ((object origin, int spans) in batch.Shares)
            {
                ((IExchangeOrigin)origin).OnDisposed(spans);
            }

            _spare.Give(batch);
        }
    }

    /// <inheritdoc />
    public void OnRetry(string reason, TimeSpan wait) => Count(TmeCounter.Retries);

    /// <inheritdoc />
    public void OnNotice(string line)
    {
        lock (_gate)
        {
            if (line != _said)
            {
                _said = line;
                _log(line);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _timer.Dispose();
        _cpuTimer.Dispose();
        _trimTimer.Dispose();
        _writer.Dispose();
        _memory.Dispose();
    }

    private static TmeCounter CounterOf(DropReason reason) => reason switch
    {
        DropReason.QueueFull => TmeCounter.ExchangesDroppedQueueFull,
        DropReason.Refused => TmeCounter.ExchangesDroppedRefused,
        DropReason.Rejected => TmeCounter.ExchangesDroppedRejected,
        DropReason.RetriesExhausted => TmeCounter.ExchangesDroppedRetriesExhausted,
        _ => TmeCounter.ExchangesDroppedShutdown,
    };

    // Null when the exchange is in a batch, else what it is counted as.
    private TmeCounter? TryAdd(ReadOnlySpan<byte> body, IExchangeOrigin origin)
    {
        if (!ExchangeRecord.TryRead(body, out ExchangeRecord exchange))
        {
            return TmeCounter.ExchangesDroppedMalformed;
        }

        if (_exporter is null)
        {
            return TmeCounter.ExchangesDroppedDisabled;
        }

        switch (_sampler?.Decide(exchange))
        {
            case SamplingOutcome.NotRecorded: return TmeCounter.ExchangesDroppedUnsampled;
            case SamplingOutcome.LeftOut: return TmeCounter.ExchangesDroppedSampling;
        }

        Detail detail = _detail.Take(exchange);
        if (detail == Detail.CountOnly)
        {
            return TmeCounter.ExchangesDroppedRateLimited;
        }

        _batch ??= _spare.Take() ?? new ExportBatch(_options.Source, _options.BatchBytes + SpanWriter.MaxSpanBytes);
        if (!_batch.TryAdd(_writer, exchange, origin, _time, detail))
        {
            return TmeCounter.ExchangesDroppedTooLarge;
        }

        _ledger[TmeCounter.ExchangesPending]++;
        if (_batch.Spans.Bytes >= _options.BatchBytes)
        {
            Flush();
        }

        return null;
    }

    private void FlushIfOld()
    {
        lock (_gate)
        {
            // By the next look it would be too old.
            TimeSpan due = _options.MaxBatchAge - (_options.MaxBatchAge / LooksPerAge);
            if (_batch is { Spans.Count: > 0 } batch && _time.GetElapsedTime(batch.BegunAt) >= due)
            {
                Flush();
            }
        }
    }

    private void Trim()
    {
        lock (_gate)
        {
            if (!_spare.Trim())
            {
                return;
            }
        }

        // The batches lie where nothing is collected for hours under steady load, and the Pod is billed for them.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
    }
}
