namespace PodMirror.Spans;

/// <summary>
/// Exports metrics for as long as the process runs, on a connection of its own: whatever becomes of it, spans know nothing of it. A request that
/// fails is not repeated, as the next one tells the same and more.
/// </summary>
public sealed class MetricsExporter : IAsyncDisposable
{
    // A node's processes begin together and must not send together.
    private const double Jitter = 0.2;

    // With a resource such as no receiver takes; spans fail for it too.
    private static readonly SendOutcome TooLarge = new(SendVerdict.Refused, "the request is larger than receivers take");

    private readonly ExporterOptions _options;
    private readonly IOtlpSender _sender;
    private readonly IMetricsReporter _reporter;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;
    private bool _isFailing;
    private bool _isUnknown;

    /// <summary>Joins the parts; sends nothing yet.</summary>
    /// <param name="options">Where to.</param>
    /// <param name="sender">Sends; the exporter disposes of it.</param>
    /// <param name="reporter">Has the metrics. Called by one thread at a time.</param>
    /// <param name="interval">How often, give or take a fifth.</param>
    /// <param name="time">The clock.</param>
    public MetricsExporter(ExporterOptions options, IOtlpSender sender, IMetricsReporter reporter, TimeSpan interval, TimeProvider time) =>
        (_options, _sender, _reporter, _interval, _time) = (options, sender, reporter, interval, time);

    /// <summary>
    /// Whether a receiver that knows nothing of metrics is left alone for good: right where it was chosen for spans, and metrics only follow them.
    /// </summary>
    public bool EndsWhereUnknown { get; init; }

    /// <summary>Begins.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Exports for the last time, which may take so long.</summary>
    public async Task StopAsync(TimeSpan grace)
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
            ReadOnlyMemory<byte> request = _reporter.Write();
            Note(request.IsEmpty ? TooLarge : await _sender.SendAsync(request, cancellation));
        }
        catch (OperationCanceledException)
        {
            _reporter.OnEnd(isExported: false, 0);
        }
    }

    private void Note(SendOutcome outcome)
    {
        bool isAccepted = outcome.Verdict == SendVerdict.Accepted;
        _reporter.OnEnd(isAccepted, isAccepted ? outcome.RejectedSpans : 0);
        _isUnknown = EndsWhereUnknown && outcome.IsUnknown;
        string endpoint = _options.Endpoint.GetLeftPart(UriPartial.Path);
        if (_isUnknown)
        {
            _reporter.OnNotice($"{endpoint} takes no metrics ({outcome.Reason}); they are not exported any more");
        }
        else if (!isAccepted)
        {
            BeginToFail($"exporting metrics to {endpoint} fails: {outcome.Reason}");
        }
        else if (outcome.RejectedSpans > 0)
        {
            BeginToFail($"the receiver accepts metrics and rejects points of them: {outcome.Reason}");
        }
        else if (_isFailing)
        {
            _isFailing = false;
            _reporter.OnNotice($"exporting metrics to {endpoint} works again");
        }
    }

    // When it begins, not for each request.
    private void BeginToFail(string line)
    {
        if (!_isFailing)
        {
            _isFailing = true;
            _reporter.OnNotice(line);
        }
    }
}
