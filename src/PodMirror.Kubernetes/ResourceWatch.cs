using System.Collections.Concurrent;
using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Kubernetes;

/// <summary>
/// Knows every object of a kind as it is now, by an <see cref="ObjectWatch"/>. Of each object only what the reader takes is kept. One task runs it;
/// anybody may read.
/// </summary>
/// <typeparam name="T">What is kept of an object.</typeparam>
public sealed class ResourceWatch<T> : IObjectSink
    where T : class
{
    private readonly string _path;
    private readonly Func<JsonElement, T?> _read;
    private readonly ConcurrentDictionary<string, T> _items = new();
    private readonly ConcurrentDictionary<string, bool> _unreadable = new();
    private readonly ObjectWatch _watch;
    private HashSet<string>? _listed;

    /// <summary>Makes a watch, which does nothing until it is run.</summary>
    /// <param name="client">The cluster.</param>
    /// <param name="path">The list's path, with selectors when there are any.</param>
    /// <param name="read">Takes what is kept; null when the object is not wanted. It must not keep the element.</param>
    public ResourceWatch(KubeClient client, string path, Func<JsonElement, T?> read) =>
        (_path, _read, _watch) = (path, read, new ObjectWatch(client, path, this));

    /// <summary>The times.</summary>
    public WatchTimes Times
    {
        get => _watch.Times;
        init => _watch.Times = value;
    }

    /// <summary>Called on the watch's task whenever something changed; must not throw.</summary>
    public Action? Changed
    {
        get => _watch.Changed;
        init => _watch.Changed = value;
    }

    /// <summary>The objects by <c>namespace/name</c>, or by name where there is no namespace.</summary>
    public IReadOnlyDictionary<string, T> Items => _items;

    /// <summary>Done when everything has been listed for the first time.</summary>
    public Task Synced => _watch.Synced;

    /// <summary>What stands in the way at the moment, in one line; null when the watch is well.</summary>
    public string? Trouble => _watch.Trouble ?? (_unreadable.IsEmpty ? null : $"of {_path} {_unreadable.Count} cannot be read");

    /// <summary>How often everything was listed.</summary>
    public long Lists => _watch.Lists;

    /// <summary>Runs until it is cancelled. Never throws, whatever the network, the API server or an object does.</summary>
    public Task RunAsync(CancellationToken cancel) => _watch.RunAsync(cancel);

    void IObjectSink.BeginList() => _listed = [];

    void IObjectSink.EndList()
    {
        foreach (string gone in _items.Keys.Concat(_unreadable.Keys).Where(key => !_listed!.Contains(key)))
        {
            Remove(gone);
        }

        _listed = null;
    }

    void IObjectSink.Put(JsonElement item)
    {
        string key = Key(item);
        _listed?.Add(key);
        if (Read(key, item) is { } kept)
        {
            _items[key] = kept;
        }
        else
        {
            _items.TryRemove(key, out _);
        }
    }

    void IObjectSink.Remove(JsonElement item) => Remove(Key(item));

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
