using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme;

/// <summary>
/// Exports both ledgers as metrics for as long as tme runs, on a connection of its own: whatever becomes of it, spans know nothing of it. A request
/// that fails is not repeated, as the next one tells the same and more.
/// </summary>
internal sealed class MetricsLoop : IAsyncDisposable
{
    // A node's sidecars begin together and must not send together.
    private const double Jitter = 0.2;

    // With a resource such as no receiver takes; spans fail for it too.
    private static readonly SendOutcome TooLarge = new(SendVerdict.Refused, "the request is larger than receivers take");

    private readonly ExporterOptions _options;
    private readonly IOtlpSender _sender;
    private readonly SpanCollector _collector;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly Action<string> _log;
    private readonly MetricsRequest _request;
    private readonly long _startedNs;
    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;
    private string _said = "";
    private bool _isUnknown;

    /// <summary>Joins the parts; sends nothing yet.</summary>
    /// <param name="options">Where to.</param>
    /// <param name="sender">Sends; the loop disposes of it.</param>
    /// <param name="source">Whose metrics they are.</param>
    /// <param name="collector">Has the ledgers, which count from now on.</param>
    /// <param name="interval">How often.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes a line for people.</param>
    internal MetricsLoop(
        ExporterOptions options,
        IOtlpSender sender,
        SpanSource source,
        SpanCollector collector,
        TimeSpan interval,
        TimeProvider time,
        Action<string> log)
    {
        (_options, _sender, _collector, _interval, _time, _log) = (options, sender, collector, interval, time, log);
        _request = new MetricsRequest(source);
        _startedNs = UnixTime.NowNs(time);
    }

    /// <summary>Begins.</summary>
    internal void Start() => _running = Task.Run(RunAsync);

    /// <summary>Exports for the last time, which may take so long.</summary>
    internal async Task StopAsync(TimeSpan grace)
    {
        await EndAsync();
        using var limit = new CancellationTokenSource(grace, _time);
        if (!_isUnknown)
        {
            await TryExportAsync(limit.Token);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _sender.Dispose();
        _end.Dispose();
    }

    private async Task EndAsync()
    {
        await _end.CancelAsync();
        await _running;
    }

    private async Task RunAsync()
    {
        try
        {
            while (!_isUnknown)
            {
                double part = 1 - Jitter + (2 * Jitter * Random.Shared.NextDouble());
                await Task.Delay(part * _interval, _time, _end.Token);
                await TryExportAsync(_end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private async Task TryExportAsync(CancellationToken cancellation)
    {
        try
        {
            ReadOnlyMemory<byte> request = Write();
            Note(request.IsEmpty ? TooLarge : await _sender.SendAsync(request, cancellation));
        }
        catch (OperationCanceledException)
        {
            _collector.Count(TmeCounter.MetricsFailed);
        }
    }

    private ReadOnlyMemory<byte> Write()
    {
        (TmeLedger tme, MirrorReport? mirror) = _collector.Ledgers();
        _request.Begin();
        _request.Add(TmeMetrics.All, tme.Counts, _startedNs, UnixTime.NowNs(_time));
        if (mirror is not null)
        {
            _request.Add(MirrorMetrics.All, mirror.Ledger.Counts, mirror.Ledger.StartedNs, mirror.ReceivedNs);
        }

        return _request.Finish();
    }

    private void Note(SendOutcome outcome)
    {
        bool isAccepted = outcome.Verdict == SendVerdict.Accepted;
        _collector.Count(isAccepted ? TmeCounter.MetricsExported : TmeCounter.MetricsFailed);
        _isUnknown = outcome.IsUnknown;
        string endpoint = _options.Endpoint.GetLeftPart(UriPartial.Path);
        if (_isUnknown)
        {
            _log($"{endpoint} takes no metrics ({outcome.Reason}); they are not exported any more");
        }
        else if (!isAccepted)
        {
            Say($"exporting metrics to {endpoint} fails: {outcome.Reason}");
        }
        else if (outcome.RejectedSpans > 0)
        {
            Say($"the receiver accepts metrics and rejects points of them: {outcome.Reason}");
        }
        else if (_said.Length > 0)
        {
            _said = "";
            _log($"exporting metrics to {endpoint} works again");
        }
    }

    // When it begins, not for each request.
    private void Say(string line)
    {
        if (_said.Length == 0)
        {
            _said = line;
            _log(line);
        }
    }
}
