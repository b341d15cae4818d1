using Microsoft.Data.Sqlite;
using PodMirror.Agent.Sqlite;
using PodMirror.Catalog;
using PodMirror.Catalog.Drift;
using PodMirror.Catalog.OpenApi;

namespace PodMirror.Agent.Catalog.Descriptions;

/// <summary>
/// The descriptions that users uploaded: their templates are rules of the catalog, and every minute each is compared with what is seen, so that the
/// time since something stands so is right whether anybody looks or not.
/// </summary>
internal sealed class DescriptionBook : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly CatalogFeed _feed;
    private readonly DescriptionRules _rules;
    private readonly DescriptionFile _file;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _unusable = new(StringComparer.Ordinal);
    private Task _comparing = Task.CompletedTask;
    private bool _isLoaded;
    private volatile IReadOnlyDictionary<string, DescribedService> _services = new Dictionary<string, DescribedService>(StringComparer.Ordinal);

    /// <summary>Joins the parts; <see cref="Start"/> reads the file.</summary>
    public DescriptionBook(CatalogFeed feed, string? directory, TimeProvider clock, ILogger log)
    {
        (_feed, _rules, _clock, _log) = (feed, new DescriptionRules(feed), clock, log);
        _file = new DescriptionFile(directory, clock);
    }

    /// <summary>All described services by name, as of the last comparison.</summary>
    public IReadOnlyDictionary<string, DescribedService> Services => _services;

    /// <summary>
    /// Reads what is kept, and begins to compare. What cannot be read now is read with the next comparison, or when it is asked for. Throws when the
    /// directory cannot be written to.
    /// </summary>
    public void Start()
    {
        try
        {
            Load();
        }
        catch (Exception fault) when (SqliteFile.MayPass(fault))
        {
            // The first comparison meets the same fault, and tells it.
        }

        _comparing = CompareAsync();
    }

    /// <summary>What was uploaded for a service; null when nothing was.</summary>
    public Task<(string ContentType, byte[] Text)?> ReadAsync(string service, CancellationToken cancellation) =>
        InTurnAsync(() => Task.FromResult(_file.Read(service)), cancellation);

    /// <summary>Takes a description in place of the one before; operations that it has no more are zombies while they are called.</summary>
    /// <returns>Whether there was room for one more.</returns>
    public Task<bool> PutAsync(string service, ApiDescription description, string contentType, byte[] text, CancellationToken cancellation) =>
        InTurnAsync(
            async () =>
            {
                DescribedService? before = _services.GetValueOrDefault(service);
                if (!DescriptionLimits.HaveRoom(_services, service, text.Length))
                {
                    return false;
                }

                var next = new DescribedService(service, DescriptionMark.Of(text), description, before?.Memory ?? DriftMemory.Empty, []);
                var stored = new StoredDescription(service, contentType, text, next.SaveMemory());
                await StoreAsync(service, before, stored, next, cancellation);
                _unusable.Remove(service);

                Set(next);
                try
                {
                    await UpdateAsync(next, cancellation);
                }
                catch (Exception fault) when (fault is SqliteException or TimeoutException or OperationCanceledException)
                {
                    // It is taken already; the comparison is made again within a minute.
                }

                return true;
            },
            cancellation);

    /// <summary>Forgets a description, with its rules and all that was accepted.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> RemoveAsync(string service, CancellationToken cancellation) => InTurnAsync(
        async () =>
        {
            DescribedService? known = _services.GetValueOrDefault(service);
            if (known is null && !_unusable.Contains(service))
            {
                return false;
            }

            await StoreAsync(service, known, null, null, cancellation);
            _unusable.Remove(service);
            _services = _services.Where(each => each.Key != service).ToDictionary(StringComparer.Ordinal);
            return true;
        },
        cancellation);

    /// <summary>Accepts how an operation stands, or takes that back.</summary>
    /// <returns>What it is about; null when there is no such operation, or nothing to take back.</returns>
    public Task<DriftItem?> AcceptAsync(string id, bool isAccepted, CancellationToken cancellation) => InTurnAsync(
        () =>
        {
            DescribedService? known = _services.Values.FirstOrDefault(each => each.Items.Any(item => item.Id == id));
            DriftMemory? memory = isAccepted ? known?.Memory.Accept(id) : known?.Memory.Recall(id);
            if (known is null || memory is null)
            {
                return Task.FromResult<DriftItem?>(null);
            }

            DriftItem[] items = [.. known.Items.Select(item => item.Id == id ? item with { Accepted = isAccepted } : item)];
            DescribedService now = known.With(memory, items);
            _file.PutMemory(known.Name, now.SaveMemory());
            Set(now);
            return Task.FromResult<DriftItem?>(items.First(item => item.Id == id));
        },
        cancellation);

    /// <summary>Compares all with what is seen now.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        foreach (string service in _services.Keys)
        {
            await InTurnAsync(
                async () =>
                {
                    if (_services.TryGetValue(service, out DescribedService? known))
                    {
                        await UpdateAsync(known, cancellation);
                    }

                    return true;
                },
                cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _comparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _file.Dispose();
        _turn.Dispose();
        _stop.Dispose();
    }

    private void Load()
    {
        var services = new Dictionary<string, DescribedService>(StringComparer.Ordinal);
        foreach (StoredDescription stored in _file.Open())
        {
            if (!DescriptionLimits.HaveRoom(services, stored.Service, stored.Text.Length))
            {
                DescriptionLog.Unusable(_log, stored.Service, $"all of them are larger than {DescriptionLimits.MaxBytes} bytes");
                _unusable.Add(stored.Service);
                continue;
            }

            if (!ApiDescriptionReader.TryRead(stored.Text, null, out ApiDescription? description, out ImportFault? fault))
            {
                DescriptionLog.Unusable(_log, stored.Service, fault.Message);
                _unusable.Add(stored.Service);
                continue;
            }

            DriftMemory memory = DriftMemory.TryLoad(stored.Memory, out DriftMemory? loaded, out _) ? loaded : DriftMemory.Empty;
            services.Add(stored.Service, new DescribedService(stored.Service, DescriptionMark.Of(stored.Text), description, memory, []));
        }

        (_services, _isLoaded) = (services, true);
        if (_file.SetAsideReport is { } report)
        {
            DescriptionLog.SetAside(_log, report);
        }
    }

    private async Task CompareAsync()
    {
        using var timer = new PeriodicTimer(Period, _clock);
        bool isTroubled = false;
        bool hasRules = false;
        do
        {
            try
            {
                hasRules = hasRules || await InTurnAsync(() => _rules.RestoreAsync(_services.Values, Kept(), _stop.Token), _stop.Token);
                await RefreshAsync(_stop.Token);
                isTroubled = false;
            }
            catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException or TimeoutException)
            {
                if (!isTroubled)
                {
                    DescriptionLog.Failing(_log, fault.Message);
                }

                isTroubled = true;
            }
        }
        while (await timer.WaitForNextTickAsync(_stop.Token));
    }

    private async Task UpdateAsync(DescribedService service, CancellationToken cancellation)
    {
        DescribedService now = await CompareAsync(service, cancellation);
        byte[] memory = now.SaveMemory();
        if (!memory.AsSpan().SequenceEqual(service.SaveMemory()))
        {
            _file.PutMemory(service.Name, memory);
        }

        Set(now);
    }

    private async Task<DescribedService> CompareAsync(DescribedService service, CancellationToken cancellation)
    {
        ServiceSnapshot seen = await _feed.AskAsync(catalog => catalog.Read(service.Name), cancellation)
            ?? new ServiceSnapshot(service.Name, 0, 0, 0, Capped: false, []);
        DriftReport report = DriftComparison.Compare(service.Description, seen, service.Memory, _clock.GetUtcNow().ToUnixTimeMilliseconds());
        return service.With(report.Memory, report.Items);
    }

    // The disk first: one that does not take it leaves nothing behind, neither of the new description nor of the old one's end.
    private async Task StoreAsync(
        string service, DescribedService? before, StoredDescription? next, DescribedService? described, CancellationToken cancellation)
    {
        StoredDescription? old = _file.Read(service) is { } kept
            ? new StoredDescription(service, kept.ContentType, kept.Text, before?.SaveMemory() ?? [])
            : null;
        Put(service, next);
        var turn = new SingleTurn();
        try
        {
            await _rules.DeclareAsync(service, described, turn, cancellation);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            // What has begun comes to its end without us.
            if (turn.TryTake())
            {
                Put(service, old);
                throw;
            }
        }
    }

    // Nobody took back what went with a damaged file.
    private HashSet<string>? Kept() => _file.HasLost ? null : [.. _services.Keys, .. _unusable];

    private void Put(string service, StoredDescription? description)
    {
        if (description is null)
        {
            _file.Remove(service);
        }
        else
        {
            _file.Put(description);
        }
    }

    private void Set(DescribedService service) =>
        _services = new Dictionary<string, DescribedService>(_services, StringComparer.Ordinal) { [service.Name] = service };

    private async Task<T> InTurnAsync<T>(Func<Task<T>> action, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (!_isLoaded)
            {
                Load();
            }

            return await action();
        }
        finally
        {
            _turn.Release();
        }
    }
}
