using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Kubernetes;

/// <summary>
/// Knows every object of a kind as it is now: lists them, then watches for changes from there on (Kubernetes API concepts, "Efficient detection of
/// changes"), and begins anew when the API server no longer remembers (410). Of each object only what the reader takes is kept. One task runs it;
/// anybody may read.
/// </summary>
/// <typeparam name="T">What is kept of an object.</typeparam>
public sealed class ResourceWatch<T>
    where T : class
{
    private const int PageSize = 500;

    // The API server ends a watch then; asked for so that one of many that began together does not end with all others.
    private const int LeastWatchSeconds = 240;
    private const int MostWatchSeconds = 360;

    private readonly KubeClient _client;
    private readonly string _path;
    private readonly Func<JsonElement, T?> _read;
    private readonly ConcurrentDictionary<string, T> _items = new();
    private readonly ConcurrentDictionary<string, bool> _unreadable = new();
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _version;
    private volatile string? _trouble;

    /// <summary>Makes a watch, which does nothing until it is run.</summary>
    /// <param name="client">The cluster.</param>
    /// <param name="path">The list's path, with selectors when there are any.</param>
    /// <param name="read">Takes what is kept; null when the object is not wanted. It must not keep the element.</param>
    public ResourceWatch(KubeClient client, string path, Func<JsonElement, T?> read) => (_client, _path, _read) = (client, path, read);

    /// <summary>The times.</summary>
    public WatchTimes Times { get; init; } = new();

    /// <summary>Called on the watch's task whenever something changed; must not throw.</summary>
    public Action? Changed { get; init; }

    /// <summary>The objects by <c>namespace/name</c>, or by name where there is no namespace.</summary>
    public IReadOnlyDictionary<string, T> Items => _items;

    /// <summary>Done when everything has been listed for the first time.</summary>
    public Task Synced => _synced.Task;

    /// <summary>What stands in the way at the moment, in one line; null when the watch is well.</summary>
    public string? Trouble => _trouble ?? (_unreadable.IsEmpty ? null : $"of {_path} {_unreadable.Count} cannot be read");

    /// <summary>How often everything was listed.</summary>
    public long Lists { get; private set; }

    /// <summary>Runs until it is cancelled. Never throws, whatever the network, the API server or an object does.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        TimeSpan pause = Times.FirstPause;
        while (!cancel.IsCancellationRequested)
        {
            long start = Stopwatch.GetTimestamp();
            await TryOnceAsync(cancel);

            // However a round ended: one that lasted was well, and ones that end at once come ever more slowly.
            pause = Stopwatch.GetElapsedTime(start) < Times.LongestPause ? pause : Times.FirstPause;
            await PauseAsync(pause, cancel);
            pause = pause * 2 < Times.LongestPause ? pause * 2 : Times.LongestPause;
        }
    }

    private async Task TryOnceAsync(CancellationToken cancel)
    {
        try
        {
            await RunOnceAsync(cancel);
            _trouble = null;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The end.
        }
        catch (TimeoutException)
        {
            // Not a fault that anybody saw: the next watch tells whether the API server is there.
        }
        catch (KubeException fault)
        {
            _trouble = fault.Message;
        }
        catch (Exception fault) when (KubeClient.IsOfNetwork(fault))
        {
            _trouble = _client.Unreachable(fault).Message;
        }
#pragma warning disable CA1031 // a watch that ended would go on showing what was, and nobody would know
        catch (Exception fault)
#pragma warning restore CA1031
        {
            (_trouble, _version) = ($"the watch of {_path} failed: {FaultWords.OfType(fault)}", null);
        }
    }

    private static async Task PauseAsync(TimeSpan pause, CancellationToken cancel)
    {
        double share = 0.5 + (Random.Shared.NextDouble() / 2);
        await Task.Delay(pause * share, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunOnceAsync(CancellationToken cancel)
    {
        if (_version is null)
        {
            await ListAsync(cancel);
            Lists++;
            _trouble = null;
            Changed?.Invoke();
            _synced.TrySetResult();
        }

        await WatchAsync(cancel);
    }

    private async Task ListAsync(CancellationToken cancel)
    {
        var found = new HashSet<string>();
        string version = "";
        string next = "";
        do
        {
            string page = KubePath.With(_path, "limit", PageSize.ToString(CultureInfo.InvariantCulture));
            using KubeAnswer answer = await _client.GetAsync(next.Length == 0 ? page : KubePath.With(page, "continue", next), cancel);
            if (!answer.IsSuccess)
            {
                throw new KubeException($"cannot list {_path}: {answer.Fault}");
            }

            foreach (JsonElement item in KubeJson.Items(Get(answer.Body, "items")))
            {
                found.Add(Put(item));
            }

            JsonElement metadata = Get(answer.Body, "metadata");
            (version, next) = (Text(metadata, "resourceVersion"), Text(metadata, "continue"));
        }
        while (next.Length > 0);

        if (version.Length == 0)
        {
            throw new KubeException($"cannot list {_path}: the answer is no list of Kubernetes");
        }

        foreach (string gone in _items.Keys.Concat(_unreadable.Keys).Where(key => !found.Contains(key)))
        {
            Remove(gone);
        }

        _version = version;
    }

    private async Task WatchAsync(CancellationToken cancel)
    {
        int seconds = Random.Shared.Next(LeastWatchSeconds, MostWatchSeconds);
        string path = KubePath.With(KubePath.With(_path, "watch", "1"), "allowWatchBookmarks", "true");
        path = KubePath.With(KubePath.With(path, "resourceVersion", _version!), "timeoutSeconds", seconds.ToString(CultureInfo.InvariantCulture));
        using HttpResponseMessage response = await OpenAsync(path, cancel);
        if (response.StatusCode == HttpStatusCode.Gone)
        {
            _version = null;
            return;
        }

        if (!response.IsSuccessStatusCode)
        {
            // Who is told to wait goes on from where he was. Any other refusal may be of the version itself, such as one that is newer than all
            // that the API server has since etcd was restored.
            bool isBusy = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
            _version = isBusy ? _version : null;
            throw new KubeException($"cannot watch {_path}: HTTP status {(int)response.StatusCode}");
        }

        _trouble = null;
        await using var lines = new WatchLines(await response.Content.ReadAsStreamAsync(cancel), Times.Idle);
        while (await lines.NextAsync(cancel) is { } line)
        {
            using (line)
            {
                if (!Apply(line.RootElement))
                {
                    _version = null;
                    return;
                }
            }
        }
    }

    // The head of a watch's answer comes at once, however long its body takes.
    private async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancel)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timed.CancelAfter(_client.Timeout);
        try
        {
            return await _client.OpenAsync(HttpMethod.Get, path, default, KubeClient.Json, timed.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw _client.TooSlow(_client.Timeout);
        }
    }

    /// <summary>Applies an event; false when the watch cannot go on from where it is.</summary>
    private bool Apply(JsonElement change)
    {
        JsonElement item = Get(change, "object");
        switch (Text(change, "type"))
        {
            case "ADDED" or "MODIFIED":
                Put(item);
                break;
            case "DELETED":
                Remove(Key(item));
                break;
            case "BOOKMARK":
                break;
            case "ERROR" when IsForgotten(item):
                return false;
            default:
                _version = null;
                throw new KubeException($"the watch of {_path} was ended: {Text(item, "message")}");
        }

        _version = Text(Get(item, "metadata"), "resourceVersion");
        Changed?.Invoke();
        return _version.Length > 0;
    }

    private static bool IsForgotten(JsonElement status) => Text(status, "reason") is "Expired" or "Gone" || Number(status, "code") == 410;

    private string Put(JsonElement item)
    {
        string key = Key(item);
        if (Read(key, item) is { } kept)
        {
            _items[key] = kept;
        }
        else
        {
            _items.TryRemove(key, out _);
        }

        return key;
    }

    // Whatever one object looks like, the others are to be known.
    private T? Read(string key, JsonElement item)
    {
        try
        {
            T? kept = _read(item);
            _unreadable.TryRemove(key, out _);
            return kept;
        }
#pragma warning disable CA1031 // what a reader throws is its own; the object is counted as one that cannot be read
        catch (Exception)
#pragma warning restore CA1031
        {
            _unreadable[key] = true;
            return null;
        }
    }

    private void Remove(string key)
    {
        _items.TryRemove(key, out _);
        _unreadable.TryRemove(key, out _);
    }

    private static string Key(JsonElement item)
    {
        JsonElement metadata = Get(item, "metadata");
        string space = Text(metadata, "namespace");
        string name = Text(metadata, "name");
        return space.Length == 0 ? name : $"{space}/{name}";
    }
}
