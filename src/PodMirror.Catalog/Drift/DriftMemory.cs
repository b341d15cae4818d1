using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using PodMirror.Catalog.Persistence;

namespace PodMirror.Catalog.Drift;

/// <summary>What is remembered of a service's drift from one comparison to the next. It never changes: accepting gives another one.</summary>
public sealed class DriftMemory
{
    /// <summary>Operations of a service: those of a catalog and of a description.</summary>
    internal const int MaxEntries = 16_384;

    /// <summary>Operations that are gone from the description and still looked for; past it the oldest are forgotten.</summary>
    internal const int MaxRemoved = 1024;

    /// <summary>None.</summary>
    public static DriftMemory Empty { get; } = new(new SortedDictionary<string, DriftEntry>(StringComparer.Ordinal), []);

    internal DriftMemory(SortedDictionary<string, DriftEntry> entries, IReadOnlyList<DriftOperation> operations)
    {
        Entries = entries;
        Operations = operations;
    }

    /// <summary>By the ids of items.</summary>
    internal SortedDictionary<string, DriftEntry> Entries { get; }

    /// <summary>The operations of the last description, and those that earlier ones had.</summary>
    internal IReadOnlyList<DriftOperation> Operations { get; }

    /// <summary>Accepts how an operation stands; it stays so until that changes. Null when there is no such item.</summary>
    public DriftMemory? Accept(string id) => With(id, accepted: true);

    /// <summary>Takes that back. Null when there is no such item, or it is not accepted.</summary>
    public DriftMemory? Recall(string id) => With(id, accepted: false);

    /// <summary>Writes it, so that <see cref="TryLoad"/> goes on from there.</summary>
    public void Save(IBufferWriter<byte> into) => DriftState.Write(new StateWriter(into), this);

    /// <summary>Reads what <see cref="Save"/> wrote; other bytes are refused.</summary>
    /// <param name="state">The bytes.</param>
    /// <param name="memory">What is remembered.</param>
    /// <param name="fault">Why there is nothing.</param>
    public static bool TryLoad(ReadOnlySpan<byte> state, [NotNullWhen(true)] out DriftMemory? memory, [NotNullWhen(false)] out string? fault)
    {
        var reader = new StateReader(state);
        DriftMemory read = DriftState.Read(ref reader);
        fault = reader.Fault;
        memory = fault is null ? read : null;
        return fault is null;
    }

    private DriftMemory? With(string id, bool accepted) =>
        !Entries.TryGetValue(id, out DriftEntry? entry) || (!accepted && !entry.Accepted) ? null
        : new DriftMemory(
            new SortedDictionary<string, DriftEntry>(Entries, StringComparer.Ordinal) { [id] = entry with { Accepted = accepted } }, Operations);
}
