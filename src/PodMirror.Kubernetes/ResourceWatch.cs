using System.Collections.Concurrent;
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
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _version;

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
    public string? Trouble { get; private set; }

    /// <summary>How often everything was listed.</summary>
    public long Lists { get; private set; }

    /// <summary>Runs until it is cancelled. Never throws for what the network or the API server does.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        TimeSpan pause = Times.FirstPause;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(cancel);
                (Trouble, pause) = (null, Times.FirstPause);

                // However often an API server ends watches at once, it is not asked without a pause.
                await PauseAsync(pause, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (TimeoutException)
            {
                // Not a fault that anybody saw: the next watch tells whether the API server is there.
            }
            catch (Exception fault) when (fault is KubeException or InvalidDataException || KubeClient.IsOfNetwork(fault))
            {
                Trouble = fault is KubeException ? fault.Message : _client.Unreachable(fault).Message;
                await PauseAsync(pause, cancel);
                pause = pause * 2 < Times.LongestPause ? pause * 2 : Times.LongestPause;
            }
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
            Trouble = null;
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

        foreach (string gone in _items.Keys.Where(key => !found.Contains(key)))
        {
            _items.TryRemove(gone, out _);
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
            throw new KubeException($"cannot watch {_path}: HTTP status {(int)response.StatusCode}");
        }

        Trouble = null;
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
            throw _client.TooSlow();
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
                _items.TryRemove(Key(item), out _);
                break;
            case "BOOKMARK":
                break;
            default:
                return false;
        }

        _version = Text(Get(item, "metadata"), "resourceVersion");
        Changed?.Invoke();
        return _version.Length > 0;
    }

    private string Put(JsonElement item)
    {
        string key = Key(item);
        if (_read(item) is { } kept)
        {
            _items[key] = kept;
        }
        else
        {
            _items.TryRemove(key, out _);
        }

        return key;
    }

    private static string Key(JsonElement item)
    {
        JsonElement metadata = Get(item, "metadata");
        string space = Text(metadata, "namespace");
        string name = Text(metadata, "name");
        return space.Length == 0 ? name : $"{space}/{name}";
    }
}
