using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme.Reload;

/// <summary>
/// Settings that change while tme runs: from a file, or from the agent. What a document does not set is what the command line said.
/// </summary>
internal sealed class Reloading : IAsyncDisposable
{
    private readonly TmeSettings _settings;
    private readonly SpanCollectorOptions _given;
    private readonly SpanCollector _collector;
    private readonly SettingsOffer _offer;
    private readonly IReadOnlyDictionary<string, string> _resource;
    private readonly Action<string> _log;
    private readonly CancellationTokenSource _end = new();
    private readonly IConfigSource? _source;
    private readonly ConfigLoop? _loop;
    private Task _running = Task.CompletedTask;

    /// <summary>Joins the parts; asks nobody yet.</summary>
    /// <param name="settings">The command line.</param>
    /// <param name="export">Where spans go; null for nowhere.</param>
    /// <param name="environment">Gives the variables that say whose sidecar this is.</param>
    /// <param name="given">How spans are made by the command line.</param>
    /// <param name="collector">Makes them.</param>
    /// <param name="offer">Hands the mirror its part.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes a line for people.</param>
    internal Reloading(
        TmeSettings settings,
        ExporterOptions? export,
        Func<string, string?> environment,
        SpanCollectorOptions given,
        SpanCollector collector,
        SettingsOffer offer,
        TimeProvider time,
        Action<string> log)
    {
        (_settings, _given, _collector, _offer, _log) = (settings, given, collector, offer, log);
        _resource = ResourceAttributes.FromEnvironment(environment);
        _source = Source(settings, export, _resource, time);
        _loop = _source is null ? null : new ConfigLoop(_source, Apply, () => collector.Count(TmeCounter.SettingsRefused), time, log);
    }

    /// <summary>Begins.</summary>
    /// <returns>False when a file was given that cannot be used; the log says why.</returns>
    internal async Task<bool> TryStartAsync()
    {
        if (_loop is null)
        {
            return true;
        }

        // An agent may come later; spans do not wait for it.
        if (_settings.ConfigFile is not null && !await _loop.TurnAsync(_end.Token))
        {
            return false;
        }

        _running = Task.Run(() => _loop.RunAsync(_end.Token));
        return true;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _source?.Dispose();
        _end.Dispose();
    }

    private void Apply(SidecarConfig config)
    {
        ConfigScope scope = config.For(_resource.GetValueOrDefault("k8s.namespace.name"), _resource.GetValueOrDefault("k8s.deployment.name"));
        SpanOptions spans = _given.Spans with
        {
            Redaction = scope.Redaction ?? _given.Spans.Redaction,
            ContentTypes = scope.BodyContentTypes ?? _given.Spans.ContentTypes,
            MaxBodyBytes = scope.MaxBodyBytes ?? _given.Spans.MaxBodyBytes,
            Descriptors = scope.Descriptors ?? _given.Spans.Descriptors,
            StreamEvents = scope.StreamEvents ?? _given.Spans.StreamEvents,
            Sampling = scope.Sampling ?? _given.Spans.Sampling,
        };
        var limits = new BudgetLimits
        {
            SpansPerSecond = scope.MaxSpansPerSecond ?? _given.Budget.SpansPerSecond,
            SpansPerEndpointPerSecond = scope.MaxSpansPerEndpointPerSecond ?? _given.Budget.SpansPerEndpointPerSecond,
        };
        if (DescriptorFile.Warning("descriptors of the settings", scope.Descriptors) is { } warning)
        {
            _log(warning);
        }

        long version = scope.Version();
        _collector.Apply(spans, limits, scope.CpuShare ?? _settings.CpuShare, version);
        _offer.Set(scope.Capture with { Version = version });
    }

    private static IConfigSource? Source(
        TmeSettings settings, ExporterOptions? export, IReadOnlyDictionary<string, string> resource, TimeProvider time)
    {
        if (settings.ConfigFile is { } path)
        {
            return new ConfigFile(path);
        }

        if (!settings.AsksAgent || (export is null && settings.ConfigEndpoint is null))
        {
            return null;
        }

        Uri endpoint = ConfigClient.Of(settings.ConfigEndpoint ?? ConfigClient.Derive(export!), resource);
        ExporterOptions options = export ?? new ExporterOptions { Endpoint = endpoint };
        return new ConfigClient(endpoint, options, withHeaders: settings.ConfigEndpoint is null, time);
    }
}
