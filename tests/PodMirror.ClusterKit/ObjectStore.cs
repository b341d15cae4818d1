using System.Globalization;
using System.Text.Json.Nodes;

namespace PodMirror.ClusterKit;

/// <summary>Objects with versions and a history, as the API server's store has them. Safe for use by several threads.</summary>
internal sealed class ObjectStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ApiPath, JsonObject> _items = [];
    private readonly List<Change> _history = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version = 1;
    private long _oldest;

    /// <summary>The version now.</summary>
    public long Version
    {
        get
        {
            lock (_gate)
            {
                return _version;
            }
        }
    }

    /// <summary>Done at the next change.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>An object's copy, or null.</summary>
    public JsonObject? Find(ApiPath path)
    {
        lock (_gate)
        {
            return _items.TryGetValue(path, out JsonObject? item) ? (JsonObject)item.DeepClone() : null;
        }
    }

    /// <summary>The copies of a collection's objects, in the order of their names.</summary>
    public JsonObject[] List(ApiPath collection)
    {
        lock (_gate)
        {
            return
            [
                .. from item in _items
                   where collection.Holds(item.Key)
                   orderby item.Key.Namespace, item.Key.Name
                   select (JsonObject)item.Value.DeepClone(),
            ];
        }
    }

    /// <summary>Writes an object; false when it was to be new and is not, or has another version than the one that was read.</summary>
    public bool Write(ApiPath path, JsonObject item, bool mustBeNew)
    {
        lock (_gate)
        {
            bool exists = _items.TryGetValue(path, out JsonObject? before);
            string? read = (string?)item["metadata"]?["resourceVersion"];
            if (exists && (mustBeNew || (read is { Length: > 0 } && read != (string?)before!["metadata"]?["resourceVersion"])))
            {
                return false;
            }

            var copy = (JsonObject)item.DeepClone();
            var metadata = copy["metadata"] as JsonObject ?? [];
            copy["metadata"] = metadata;
            metadata["name"] = path.Name;
            if (path.Namespace.Length > 0)
            {
                metadata["namespace"] = path.Namespace;
            }

            metadata["uid"] ??= before?["metadata"]?["uid"]?.DeepClone() ?? Guid.NewGuid().ToString();
            _items[path] = copy;
            Note(exists ? "MODIFIED" : "ADDED", path, copy);
            return true;
        }
    }

    /// <summary>Deletes an object; false when there is none.</summary>
    public bool Delete(ApiPath path)
    {
        lock (_gate)
        {
            if (!_items.Remove(path, out JsonObject? item))
            {
                return false;
            }

            Note("DELETED", path, item);
            return true;
        }
    }

    /// <summary>Forgets the history: who watches from before now is told to list again.</summary>
    public void Compact()
    {
        lock (_gate)
        {
            _history.Clear();
            _oldest = ++_version;
        }
    }

    /// <summary>The changes after a version; null when they are forgotten.</summary>
    public Change[]? After(long version)
    {
        lock (_gate)
        {
            return version < _oldest ? null : [.. _history.Where(change => change.Version > version)];
        }
    }

    private void Note(string kind, ApiPath path, JsonObject item)
    {
        _version++;
        item["metadata"]!["resourceVersion"] = _version.ToString(CultureInfo.InvariantCulture);
        _history.Add(new Change(_version, kind, path, (JsonObject)item.DeepClone()));
        TaskCompletionSource changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
