using PodMirror.Agent.Metrics;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Probe;

/// <summary>
/// Sends known spans to the agent's own receiver at an interval and reads them back by its API, so that what every other counter says of parts is
/// known of the whole: what goes in at the port comes out at the page. docs/probe.md tells what that proves, and what not.
/// </summary>
/// <param name="options">The times.</param>
/// <param name="client">The way to the ports.</param>
/// <param name="readsBack">Whether there is a store to read back from.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Takes changes.</param>
internal sealed class Prober(ProbeOptions options, ProbeClient client, bool readsBack, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    // The store commits what waits at once: what is there after 20 ms is measured well, and what is not is asked for once a second.
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    private readonly ProbeContent _content = new(Environment.ProcessId, UnixTime.Nanoseconds(clock.GetUtcNow()));
    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;

    /// <summary>What became of the probes.</summary>
    public ProbeLedger Ledger { get; } = new(clock);

    /// <summary>The times.</summary>
    public ProbeOptions Options => options;

    /// <summary>Begins; the ports are open by then.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Ends. A probe that is under way counts as none.</summary>
    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await _running;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _end.Dispose();
        client.Dispose();
    }

    private async Task RunAsync()
    {
        bool isFailing = false;
        for (long number = 1; !_end.IsCancellationRequested; number++)
        {
            long begun = clock.GetTimestamp();
            try
            {
                ProbeResult result = await ProbeAsync(number);
                Tell(result, isFailing);
                isFailing = !result.IsSuccess;
            }
            catch (OperationCanceledException)
            {
                return;
            }
#pragma warning disable CA1031 // a probe that fails in a way that nobody thought of is no reason to be silent ever after
            catch (Exception fault)
#pragma warning restore CA1031
            {
                ProbeLog.Fault(log, fault);
            }

            TimeSpan left = options.Interval - clock.GetElapsedTime(begun);
            await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<ProbeResult> ProbeAsync(long number)
    {
        IReadOnlyList<ProbeSpan> spans = _content.Spans(number, UnixTime.Nanoseconds(clock.GetUtcNow()));
        ReadOnlyMemory<byte> request = ProbeRequest.Write(_content.Instance, spans);
        long begun = clock.GetTimestamp();
        ProbeResult? sent = await client.SendAsync(request, _end.Token);
        ProbeResult result = sent ?? (readsBack
            ? await ReadBackAsync(new ProbeReading(client, _content.Instance, spans), begun)
            : new ProbeResult(ProbeOutcome.Acknowledged));
        bool isRead = result.Outcome is ProbeOutcome.Found or ProbeOutcome.Late;
        Ledger.Note(result, isRead ? clock.GetElapsedTime(begun) : null);
        return result;
    }

    private async Task<ProbeResult> ReadBackAsync(ProbeReading reading, long begun)
    {
        for (TimeSpan look = FirstLook; ; look = look * 2 < LongestLook ? look * 2 : LongestLook)
        {
            ProbeResult result = await reading.TryAsync(_end.Token);
            TimeSpan elapsed = clock.GetElapsedTime(begun);
            bool mayChange = result.Outcome is ProbeOutcome.Missing or ProbeOutcome.Unreadable;
            if (!mayChange || elapsed >= options.GiveUpAfter)
            {
                return result.Outcome == ProbeOutcome.Found && elapsed > options.LateAfter ? Late(elapsed) : result;
            }

            await Task.Delay(look, clock, _end.Token);
        }
    }

    private static ProbeResult Late(TimeSpan elapsed) =>
        new(ProbeOutcome.Late, FormattableString.Invariant($"readable only after {elapsed.TotalSeconds:F1} s"));

    private void Tell(ProbeResult result, bool wasFailing)
    {
        if (!result.IsSuccess && !wasFailing)
        {
            ProbeLog.Failing(log, Reasons.Name(result.Outcome), result.Detail);
        }
        else if (result.IsSuccess && wasFailing)
        {
            ProbeLog.Recovered(log);
        }
    }
}
