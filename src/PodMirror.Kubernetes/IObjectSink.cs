using System.Text.Json;

namespace PodMirror.Kubernetes;

/// <summary>Takes what an <see cref="ObjectWatch"/> tells of, on its task, one call at a time. No call may keep an element, or throw.</summary>
public interface IObjectSink
{
    /// <summary>Everything is about to be put, by a list; one that broke off before its end begins again here.</summary>
    void BeginList();

    /// <summary>Everything was put since <see cref="BeginList"/>: what was not is gone.</summary>
    void EndList();

    /// <summary>An object is there, or is another than before.</summary>
    void Put(JsonElement item);

    /// <summary>An object is gone; this is how it was.</summary>
    void Remove(JsonElement item);
}
