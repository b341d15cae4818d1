using PodMirror.Catalog.Drift;

namespace PodMirror.Catalog.Persistence;

/// <summary>Writes and reads what is remembered of a service's drift: a magic number, a version, then operations and items.</summary>
internal static class DriftState
{
    private const byte Version = 1;
    private const int LongestMethod = 64;
    private const int LongestTemplate = 4096;
    private const int LongestId = 32;

    private static ReadOnlySpan<byte> Magic => "PMDRI"u8;

    /// <summary>Writes it.</summary>
    public static void Write(StateWriter writer, DriftMemory memory)
    {
        writer.Raw(Magic);
        writer.Number(Version);
        writer.Number(memory.Operations.Count);
        foreach (DriftOperation operation in memory.Operations)
        {
            writer.Text(operation.Method);
            writer.Text(operation.Template);
            writer.Number(operation.RemovedAt);
        }

        writer.Number(memory.Entries.Count);
        foreach ((string id, DriftEntry entry) in memory.Entries)
        {
            writer.Text(id);
            writer.Number((long)entry.Fingerprint);
            writer.Number(entry.Since);
            writer.Number(entry.Accepted ? 1 : 0);
        }
    }

    /// <summary>Reads it; the reader has the fault.</summary>
    public static DriftMemory Read(ref StateReader reader)
    {
        reader.Magic(Magic, "no state of drift");
        if (reader.Number() != Version)
        {
            reader.Fail("of a version that is not known");
        }

        List<DriftOperation> operations = [];
        int count = reader.Length(DriftMemory.MaxEntries);
        for (int i = 0; i < count && reader.Fault is null; i++)
        {
            operations.Add(new DriftOperation(reader.Text(LongestMethod), reader.Text(LongestTemplate), reader.Count()));
        }

        SortedDictionary<string, DriftEntry> entries = new(StringComparer.Ordinal);
        count = reader.Length(DriftMemory.MaxEntries);
        for (int i = 0; i < count && reader.Fault is null; i++)
        {
            string id = reader.Text(LongestId);
            if (!entries.TryAdd(id, new DriftEntry((ulong)reader.Number(), reader.Count(), reader.Flag())))
            {
                reader.Fail("an item twice");
            }
        }

        if (!reader.AtEnd)
        {
            reader.Fail("more than there should be");
        }

        return new DriftMemory(entries, operations);
    }
}
