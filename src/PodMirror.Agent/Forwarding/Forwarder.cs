using PodMirror.Agent.Metrics;
using PodMirror.Agent.Queue;
using PodMirror.Spans;

namespace PodMirror.Agent.Forwarding;

/// <summary>
/// Passes batches on to one backend, byte for byte, and sees each to its end: forwarded, or dropped for a counted reason. What has not come to its
/// end stays in the queue, over restarts too.
/// </summary>
internal sealed class Forwarder : IAsyncDisposable
{
    private readonly IOtlpSender _sender;
    private readonly RetryOptions _retry;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _slots = new(ForwardLimits.MaxUnderWay);
    private readonly DropNotices _drops;
    private Task _running = Task.CompletedTask;
    private volatile string? _trouble;

    /// <summary>Joins the parts; the sender is disposed of with the forwarder.</summary>
    /// <param name="target">The backend.</param>
    /// <param name="queue">Its share of the queue, which bounds for how long a batch is tried.</param>
    /// <param name="sender">Sends one request.</param>
    /// <param name="retry">The waits between attempts.</param>
    /// <param name="clock">For the waits.</param>
    /// <param name="log">For changes of state and losses.</param>
    public Forwarder(ForwardTarget target, QueueConsumer queue, IOtlpSender sender, RetryOptions retry, TimeProvider clock, ILogger log)
    {
        (Target, Queue, _sender, _clock, _log) = (target, queue, sender, clock, log);
        _retry = retry with { GiveUpAfter = queue.Options.MaxAge };
        _drops = new DropNotices(target.Name, clock, log);
        queue.OnDropped = (reason, spans) => _drops.Add(Reasons.Name(reason), spans);
    }

    /// <summary>The backend.</summary>
    public ForwardTarget Target { get; }

    /// <summary>What waits for it.</summary>
    public QueueConsumer Queue { get; }

    /// <summary>Its ledger.</summary>
    public ForwarderMetrics Metrics { get; } = new();

    /// <summary>How the last attempt failed; null after one that succeeded.</summary>
    public string? Trouble => _trouble;

    /// <summary>Begins; the queue is open by then.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Waits until nothing is left in the queue, or the token ends.</summary>
    /// <param name="isKept">What is left outlives the process: a backend that fails is not waited for.</param>
    /// <param name="grace">Ends the waiting.</param>
    public async Task DrainAsync(bool isKept, CancellationToken grace)
    {
        TimeSpan look = TimeSpan.FromMilliseconds(10);
        while (Queue.Spans > 0 && !grace.IsCancellationRequested && !(isKept && _trouble is not null))
        {
            await Task.Delay(look, _clock, CancellationToken.None);
        }
    }

    /// <summary>Takes nothing more, and ends what is under way until the token ends. What is not sent by then stays in the queue.</summary>
    public async Task StopAsync(CancellationToken grace)
    {
        await using CancellationTokenRegistration end = grace.Register(_end.Cancel);
        await _stop.CancelAsync();
        await _running;
        _drops.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await StopAsync(CancellationToken.None);
        _sender.Dispose();
        _slots.Dispose();
        _stop.Dispose();
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        var underWay = new HashSet<Task>();
        try
        {
            while (true)
            {
                await _slots.WaitAsync(_stop.Token);
                Delivery? delivery;
                while (!Queue.TryTake(ForwardLimits.MergedRequestBytes, out delivery))
                {
                    await Queue.WaitAsync(_stop.Token);
                }

                underWay.RemoveWhere(task => task.IsCompleted);
                underWay.Add(DeliverAsync(delivery));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(underWay);
        }
    }

    private async Task DeliverAsync(Delivery delivery)
    {
        try
        {
            // Counted with the whole delivery and not before: what is not settled is sent again, all of it, and would be counted twice.
            var ends = new List<(SendOutcome Outcome, int Spans)>();
            using ForwardRequest requests = ForwardRequest.Of(delivery);
            foreach ((ReadOnlyMemory<byte> bytes, int spans) in requests.Parts)
            {
                ends.Add((await SendAsync(bytes, delivery), spans));
            }

            ends.ForEach(end => Count(end.Outcome, end.Spans));
            Metrics.Withheld.Add(requests.Withheld);
            Queue.Settle(delivery);
        }
        catch (OperationCanceledException)
        {
            // Not sent, and not settled: the next run of the agent sends it.
            delivery.Release();
        }
#pragma warning disable CA1031 // whatever it is, a batch that is never settled would hold up the deletion of all behind it
        catch (Exception fault)
#pragma warning restore CA1031
        {
            ForwarderLog.Fault(_log, Target.Name, fault);
            Drop(ForwardDropReason.Internal, delivery.Spans);
            Queue.Settle(delivery);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<SendOutcome> SendAsync(ReadOnlyMemory<byte> request, Delivery delivery)
    {
        var backOff = new BackOff(_retry, Random.Shared);
        while (true)
        {
            SendOutcome outcome = await _sender.SendAsync(request, _end.Token);
            Notice(outcome);
            if (outcome.Verdict == SendVerdict.Retryable && backOff.TryNext(outcome.RetryAfter, Queue.Age(delivery.OldestNs), out TimeSpan wait))
            {
                Metrics.Retries.Add();
                delivery.LeaveBudget();
                await Task.Delay(wait, _clock, _stop.Token);
                continue;
            }

            return outcome;
        }
    }

    private void Count(SendOutcome outcome, int spans)
    {
        switch (outcome.Verdict)
        {
            case SendVerdict.Accepted:
                // A backend that rejects more than it was sent has not counted well.
                int rejected = (int)Math.Min(outcome.RejectedSpans, spans);
                Metrics.Forwarded.Add(spans - rejected);
                Drop(ForwardDropReason.Rejected, rejected);
                break;
            case SendVerdict.Refused:
                Drop(ForwardDropReason.Refused, spans);
                break;
            default:
                Drop(ForwardDropReason.RetriesExhausted, spans);
                break;
        }
    }

    private void Drop(ForwardDropReason reason, int spans)
    {
        Metrics.Dropped.Add(reason, spans);
        _drops.Add(Reasons.Name(reason), spans);
    }

    /// <summary>Logs the first failure after a success, and the first success after failures.</summary>
    private void Notice(SendOutcome outcome)
    {
        // What is refused for good is a matter of that request, and counted.
        string? trouble = outcome.Verdict == SendVerdict.Retryable ? outcome.Reason : null;
        string? before = Interlocked.Exchange(ref _trouble, trouble);
        if (trouble is null && before is not null)
        {
            ForwarderLog.Recovered(_log, Target.Name);
        }
        else if (trouble is not null && before is null)
        {
            ForwarderLog.Failing(_log, Target.Name, trouble);
        }
    }
}
