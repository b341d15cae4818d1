using System.Threading.Channels;
using PodMirror.Agent.Receiver;
using PodMirror.Spans;

namespace PodMirror.Agent.Forwarding;

/// <summary>
/// Passes requests on to one backend, byte for byte, and sees each to its end: forwarded, or dropped for a counted reason. It never makes a
/// sender or the store wait: what comes when its queue is full is dropped at once.
/// </summary>
internal sealed class Forwarder : IAsyncDisposable
{
    /// <summary>What a waiting request costs besides its bytes.</summary>
    private const int OverheadBytes = 512;

    /// <summary>Requests under way at once: enough to hide a round trip, few enough not to storm a backend that comes back.</summary>
    private const int Workers = 4;

    private readonly IOtlpSender _sender;
    private readonly RetryOptions _retry;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Channel<Payload> _queue = Channel.CreateUnbounded<Payload>();
    private readonly ByteBudget _budget;
    private readonly CancellationTokenSource _end = new();
    private readonly DropNotices _drops;
    private readonly Task[] _workers;
    private int _failing;

    /// <summary>Starts the workers; the sender is disposed of with the forwarder.</summary>
    public Forwarder(ForwardTarget target, IOtlpSender sender, long maxQueueBytes, RetryOptions retry, TimeProvider clock, ILogger log)
    {
        (Target, _sender, _budget, _retry, _clock, _log) = (target, sender, new ByteBudget(maxQueueBytes), retry, clock, log);
        _drops = new DropNotices(target.Name, clock, log);
        _workers = [.. Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync))];
    }

    /// <summary>The backend.</summary>
    public ForwardTarget Target { get; }

    /// <summary>Its ledger.</summary>
    public ForwarderMetrics Metrics { get; } = new();

    /// <summary>Bytes that wait or are under way.</summary>
    public long QueuedBytes => _budget.Used;

    /// <summary>Takes a request, or drops it; the caller keeps its own hold.</summary>
    public void Offer(Payload payload)
    {
        Metrics.Begin(payload.Spans);
        if (!_budget.TryTake(Cost(payload)))
        {
            Metrics.End(0, payload.Spans, DropReason.QueueFull);
            _drops.Add(DropReason.QueueFull, payload.Spans);
            return;
        }

        payload.Hold();
        if (!_queue.Writer.TryWrite(payload))
        {
            End(payload, 0, DropReason.Shutdown);
        }
    }

    /// <summary>Takes nothing more, and forwards what it has until the token ends; what is left then is dropped and counted.</summary>
    public async Task StopAsync(CancellationToken grace)
    {
        _queue.Writer.TryComplete();
        await using (grace.Register(_end.Cancel))
        {
            await Task.WhenAll(_workers);
            _drops.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await StopAsync(CancellationToken.None);
        _sender.Dispose();
        _end.Dispose();
    }

    private async Task WorkAsync()
    {
        await foreach (Payload payload in _queue.Reader.ReadAllAsync(CancellationToken.None))
        {
            // Asked, not thrown: an exception for each of a long queue took the better part of a second after the grace.
            if (_end.IsCancellationRequested)
            {
                End(payload, 0, DropReason.Shutdown);
                continue;
            }

            try
            {
                await ForwardAsync(payload);
            }
            catch (OperationCanceledException)
            {
                End(payload, 0, DropReason.Shutdown);
            }
        }
    }

    private async Task ForwardAsync(Payload payload)
    {
        var backOff = new BackOff(_retry, Random.Shared);
        long begun = _clock.GetTimestamp();
        while (true)
        {
            SendOutcome outcome = await _sender.SendAsync(payload.Bytes, _end.Token);
            Notice(outcome);
            if (outcome.Verdict == SendVerdict.Retryable && backOff.TryNext(outcome.RetryAfter, _clock.GetElapsedTime(begun), out TimeSpan wait))
            {
                Metrics.Retries.Add();
                await Task.Delay(wait, _clock, _end.Token);
                continue;
            }

            Settle(payload, outcome);
            return;
        }
    }

    private void Settle(Payload payload, SendOutcome outcome)
    {
        switch (outcome.Verdict)
        {
            case SendVerdict.Accepted:
                // A backend that rejects more than it was sent has not counted well.
                End(payload, payload.Spans - (int)Math.Min(outcome.RejectedSpans, payload.Spans), DropReason.Rejected);
                break;
            case SendVerdict.Refused:
                End(payload, 0, DropReason.Refused);
                break;
            default:
                End(payload, 0, DropReason.RetriesExhausted);
                break;
        }
    }

    private void End(Payload payload, int forwarded, DropReason reason)
    {
        Metrics.End(forwarded, payload.Spans - forwarded, reason);
        _drops.Add(reason, payload.Spans - forwarded);
        _budget.GiveBack(Cost(payload));
        payload.Release();
    }

    /// <summary>Logs the first failure after a success, and the first success after failures.</summary>
    private void Notice(SendOutcome outcome)
    {
        int failing = outcome.Verdict == SendVerdict.Accepted ? 0 : 1;
        if (Interlocked.Exchange(ref _failing, failing) == failing)
        {
            return;
        }

        if (failing == 0)
        {
            ForwarderLog.Recovered(_log, Target.Name);
        }
        else
        {
            ForwarderLog.Failing(_log, Target.Name, outcome.Reason);
        }
    }

    private static long Cost(Payload payload) => payload.Bytes.Length + OverheadBytes;
}
