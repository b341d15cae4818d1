using System.Threading.Channels;

namespace PodMirror.Spans;

/// <summary>
/// Takes finished batches and sees each to its end: exported, or dropped for a counted reason. Waits for nobody: what comes when
/// the queue is full is dropped at once.
/// </summary>
/// <remarks>
/// <code>
/// TryEnqueue ──► queue (bounded in bytes) ──► worker: send ──► accepted ──► OnEnd (what was rejected is dropped)
///     │                                          ▲   │
///     └─► OnEnd QueueFull                    │   ├─ refused ──► OnEnd Refused
///                                      back-off ─┘◄──┴─ retryable, until RetriesExhausted or Shutdown
/// </code>
/// </remarks>
public sealed class SpanExporter : IAsyncDisposable
{
    /// <summary>The longest wait between two attempts while stopping: what was meant for minutes has seconds left.</summary>
    private static readonly TimeSpan HurriedWait = TimeSpan.FromMilliseconds(500);

    private readonly ExporterOptions _options;
    private readonly IOtlpSender _sender;
    private readonly IExportListener _listener;
    private readonly TimeProvider _time;
    private readonly Channel<ExportBatch> _queue = Channel.CreateUnbounded<ExportBatch>();
    private readonly CancellationTokenSource _hurry = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task[] _workers;
    private long _queuedBytes;
    private int _hasFailed;

    /// <summary>Starts the workers.</summary>
    /// <param name="options">The bounds.</param>
    /// <param name="sender">Sends; the exporter disposes of it.</param>
    /// <param name="listener">Hears the end of each batch.</param>
    /// <param name="time">The clock of waits and limits.</param>
    public SpanExporter(ExporterOptions options, IOtlpSender sender, IExportListener listener, TimeProvider time)
    {
        _options = options;
        _sender = sender;
        _listener = listener;
        _time = time;
        _workers = [.. Enumerable.Range(0, options.MaxConcurrentRequests).Select(_ => Task.Run(WorkAsync))];
    }

    /// <summary>Bytes that wait or are under way.</summary>
    public long QueuedBytes => Interlocked.Read(ref _queuedBytes);

    /// <summary>Takes a batch, which belongs to the exporter until the listener hears of its end.</summary>
    public void Enqueue(ExportBatch batch)
    {
        int bytes = batch.Spans.Bytes;

        // One batch may always be under way, however small the queue is.
        bool fits = Interlocked.Add(ref _queuedBytes, bytes) <= Math.Max(_options.MaxQueueBytes, bytes);
        if (!fits || !_queue.Writer.TryWrite(batch))
        {
            Interlocked.Add(ref _queuedBytes, -bytes);
            Drop(batch, fits ? DropReason.Shutdown : DropReason.QueueFull);
        }
    }

    /// <summary>Takes nothing more, and exports what it has until the time is over; what is left then is dropped.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        _queue.Writer.TryComplete();
        await _hurry.CancelAsync();
        Task done = Task.WhenAll(_workers);
        try
        {
            await done.WaitAsync(grace, _time);
        }
        catch (TimeoutException)
        {
            await _end.CancelAsync();
            await done;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        _sender.Dispose();
        _hurry.Dispose();
        _end.Dispose();
    }

    private async Task WorkAsync()
    {
        await foreach (ExportBatch batch in _queue.Reader.ReadAllAsync(CancellationToken.None))
        {
            int bytes = batch.Spans.Bytes;
            try
            {
                await ExportAsync(batch);
            }
            finally
            {
                Interlocked.Add(ref _queuedBytes, -bytes);
            }
        }
    }

    private async Task ExportAsync(ExportBatch batch)
    {
        try
        {
            SendOutcome outcome = await SendUntilDecidedAsync(batch.Spans.Finish());
            Report(batch, outcome);
        }
        catch (OperationCanceledException)
        {
            Drop(batch, DropReason.Shutdown);
        }
    }

    private async Task<SendOutcome> SendUntilDecidedAsync(ReadOnlyMemory<byte> request)
    {
        _end.Token.ThrowIfCancellationRequested();
        var backOff = new BackOff(_options.Retry, Random.Shared);
        long begun = _time.GetTimestamp();
        while (true)
        {
            SendOutcome outcome = await _sender.SendAsync(request, _end.Token);
            Notice(outcome);
            if (outcome.Verdict != SendVerdict.Retryable || !backOff.TryNext(outcome.RetryAfter, _time.GetElapsedTime(begun), out TimeSpan wait))
            {
                return outcome;
            }

            _listener.OnRetry(outcome.Reason, wait);
            await WaitAsync(wait);
        }
    }

    // Stopping cuts a wait short, and is not waited through by the next one.
    private async Task WaitAsync(TimeSpan wait)
    {
        bool isHurried = _hurry.IsCancellationRequested;
        try
        {
            await Task.Delay(isHurried && wait > HurriedWait ? HurriedWait : wait, _time, isHurried ? _end.Token : _hurry.Token);
        }
        catch (OperationCanceledException) when (!_end.IsCancellationRequested)
        {
            // Not the end yet: the next attempt comes at once.
        }
    }

    private void Report(ExportBatch batch, SendOutcome outcome)
    {
        int spans = batch.Spans.Count;
        if (outcome.Verdict != SendVerdict.Accepted)
        {
            Drop(batch, outcome.Verdict == SendVerdict.Refused ? DropReason.Refused : DropReason.RetriesExhausted);
            return;
        }

        // A receiver that rejects more than it was sent has not counted well.
        int rejected = (int)Math.Min(outcome.RejectedSpans, spans);
        if (rejected > 0)
        {
            _listener.OnNotice($"the receiver accepts requests and rejects spans of them: {outcome.Reason}");
        }

        _listener.OnEnd(batch, spans - rejected, rejected, DropReason.Rejected);
    }

    private void Drop(ExportBatch batch, DropReason reason) => _listener.OnEnd(batch, exported: 0, dropped: batch.Spans.Count, reason);

    private void Notice(SendOutcome outcome)
    {
        int hasFailed = outcome.Verdict == SendVerdict.Accepted ? 0 : 1;
        if (Interlocked.Exchange(ref _hasFailed, hasFailed) == hasFailed)
        {
            return;
        }

        string endpoint = _options.Endpoint.GetLeftPart(UriPartial.Path);
        _listener.OnNotice(hasFailed == 0 ? $"exporting to {endpoint} works again" : $"exporting to {endpoint} fails: {outcome.Reason}");
    }
}
