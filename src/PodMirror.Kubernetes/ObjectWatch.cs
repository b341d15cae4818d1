using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Kubernetes;

/// <summary>
/// Tells a sink of every object of a kind as it is now: lists them, then watches for changes from there on (Kubernetes API concepts, "Efficient
/// detection of changes"), and begins anew when the API server no longer remembers (410). One task runs it.
/// </summary>
public sealed class ObjectWatch
{
    private const int PageSize = 500;

    // The API server ends a watch then; asked for so that one of many that began together does not end with all others.
    private const int LeastWatchSeconds = 240;
    private const int MostWatchSeconds = 360;

    private readonly KubeClient _client;
    private readonly string _path;
    private readonly IObjectSink _sink;
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _version;
    private volatile string? _trouble;

    /// <summary>Makes a watch, which does nothing until it is run.</summary>
    /// <param name="client">The cluster.</param>
    /// <param name="path">The list's path, with selectors when there are any.</param>
    /// <param name="sink">What it is told to.</param>
    public ObjectWatch(KubeClient client, string path, IObjectSink sink) => (_client, _path, _sink) = (client, path, sink);

    /// <summary>
    /// Whether of each object only its metadata is asked for, which is a small part of most: the API server then sends no spec and no status.
    /// </summary>
    public bool IsMetadataOnly { get; init; }

    /// <summary>The times.</summary>
    public WatchTimes Times { get; set; } = new();

    /// <summary>Called on the watch's task whenever something changed; must not throw.</summary>
    public Action? Changed { get; set; }

    /// <summary>Done when everything has been listed for the first time.</summary>
    public Task Synced => _synced.Task;

    /// <summary>What stands in the way at the moment, in one line; null when the watch is well.</summary>
    public string? Trouble => _trouble;

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
        _sink.BeginList();
        string accept = IsMetadataOnly ? KubeAccept.MetadataList : KubeClient.Json;
        string version = "";
        string next = "";
        do
        {
            string page = KubePath.With(_path, "limit", PageSize.ToString(CultureInfo.InvariantCulture));
            using KubeAnswer answer = await _client.GetAsync(next.Length == 0 ? page : KubePath.With(page, "continue", next), accept, cancel);
            if (!answer.IsSuccess)
            {
                throw new KubeException($"cannot list {_path}: {answer.Fault}");
            }

            foreach (JsonElement item in KubeJson.Items(Get(answer.Body, "items")))
            {
                _sink.Put(item);
            }

            JsonElement metadata = Get(answer.Body, "metadata");
            (version, next) = (Text(metadata, "resourceVersion"), Text(metadata, "continue"));
        }
        while (next.Length > 0);

        if (version.Length == 0)
        {
            throw new KubeException($"cannot list {_path}: the answer is no list of Kubernetes");
        }

        _sink.EndList();
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
            return await _client.OpenAsync(path, IsMetadataOnly ? KubeAccept.Metadata : KubeClient.Json, timed.Token);
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
                _sink.Put(item);
                break;
            case "DELETED":
                _sink.Remove(item);
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
}
