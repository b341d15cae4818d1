using Microsoft.Data.Sqlite;

namespace PodMirror.Agent.Queue;

/// <summary>Saves what can be read of a damaged file: batch by batch, since one page that is gone takes only those that lay on it.</summary>
internal static class QueueSalvage
{
    /// <summary>Ids that are tried one by one where nothing can be read: more than lie on a page. From there on the steps double.</summary>
    private const int SingleSteps = 2048;

    /// <summary>
    /// Copies batches, and how far the destinations are, into the open transaction of a new file; returns how many batches. Faults of the old file
    /// cost what cannot be read; faults of the new one are thrown.
    /// </summary>
    /// <param name="path">The damaged file, with its journal beside it.</param>
    /// <param name="target">The new file.</param>
    public static long Copy(string path, QueueTable target)
    {
        using QueueTable? source = Try(() => QueueFile.OpenSetAside(path));
        if (source is null)
        {
            // It is no database, or its first page is gone.
            return 0;
        }

        // Unknown places: every destination gets everything that was saved, some of it for the second time.
        Dictionary<string, Cursor> cursors = Try(source.Cursors) ?? [];
        foreach ((string name, Cursor cursor) in cursors)
        {
            target.Save(name, cursor.State);
        }

        return CopyBatches(source, cursors.Values.Select(cursor => cursor.DoneTo + 1).DefaultIfEmpty(0).Min(), target);
    }

    private static long CopyBatches(QueueTable source, long from, QueueTable target)
    {
        long saved = 0;
        int failures = 0;
        while (from < QueueLimits.MaxId)
        {
            StoredBatch? found;
            try
            {
                found = source.ReadSound(from);
            }
            catch (SqliteException)
            {
                from += failures < SingleSteps ? 1 : 1L << Math.Min(failures - SingleSteps, 60);
                failures++;
                continue;
            }

            if (found is not { } batch)
            {
                break;
            }

            target.Insert(batch.Head, batch.RawBytes, batch.Body.AsSpan(0, (int)batch.Head.Bytes));
            batch.Release();
            (from, failures, saved) = (batch.Head.Id + 1, 0, saved + 1);
        }

        return saved;
    }

    private static T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
