using System.Buffers;
using PodMirror.Agent.Metrics;
using PodMirror.Catalog.Drift;
using PodMirror.Catalog.OpenApi;

namespace PodMirror.Agent.Catalog.Descriptions;

/// <summary>A service that is described. It never changes: what is compared or accepted gives another one.</summary>
/// <param name="name">The service.</param>
/// <param name="mark">By what the description is known again.</param>
/// <param name="description">What somebody says that it is.</param>
/// <param name="memory">What the last comparison with traffic left.</param>
/// <param name="items">How its operations stood then.</param>
internal sealed class DescribedService(
    string name, DescriptionMark mark, ApiDescription description, DriftMemory memory, IReadOnlyList<DriftItem> items)
{
    private readonly Dictionary<ulong, string> _states = items
        .SelectMany(item => item.Endpoints.Select(endpoint => (endpoint.Id, State: Reasons.Name(item.Status))))
        .DistinctBy(each => each.Id)
        .ToDictionary(each => each.Id, each => each.State);

    /// <summary>The service.</summary>
    public string Name => name;

    /// <summary>By what the description is known again.</summary>
    public DescriptionMark Mark => mark;

    /// <summary>What somebody says that it is.</summary>
    public ApiDescription Description => description;

    /// <summary>What the last comparison with traffic left.</summary>
    public DriftMemory Memory => memory;

    /// <summary>How its operations stood then.</summary>
    public IReadOnlyList<DriftItem> Items => items;

    /// <summary>The same after another comparison, or after something was accepted.</summary>
    public DescribedService With(DriftMemory later, IReadOnlyList<DriftItem> then) => new(name, mark, description, later, then);

    /// <summary>The memory's bytes.</summary>
    public byte[] SaveMemory()
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        memory.Save(bytes);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>How an endpoint stands to its description; null when it was not compared yet.</summary>
    public string? StateOf(ulong endpoint) => _states.GetValueOrDefault(endpoint);

    /// <summary>How many operations stand so, and nobody has accepted that.</summary>
    public int Count(DriftStatus status) => items.Count(item => item.Status == status && !item.Accepted);
}
