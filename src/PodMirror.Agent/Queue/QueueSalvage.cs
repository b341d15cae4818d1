using Microsoft.Data.Sqlite;

namespace PodMirror.Agent.Queue;

/// <summary>Saves what can be read of a damaged file: batch by batch, since one page that is gone takes only those that lay on it.</summary>
internal static class QueueSalvage
{
    /// <summary>How far a step goes past batches that cannot be read before it takes the next.</summary>
    private const int StepBatches = 64;

    /// <summary>Copies batches, and how far the destinations are, into a new file; returns how many batches.</summary>
    /// <param name="path">The damaged file, with its journal beside it.</param>
    /// <param name="target">The new file, without a transaction.</param>
    public static long Copy(string path, QueueTable target)
    {
        try
        {
            using QueueTable source = QueueFile.OpenSetAside(path);
            target.Begin();
            try
            {
                CopyCursors(source, target);
                long saved = CopyBatches(source, target);
                target.Commit();
                return saved;
            }
            catch
            {
                target.Rollback();
                throw;
            }
        }
        catch (SqliteException)
        {
            // Nothing of it can be read: it is no database, or its first page is gone.
            return 0;
        }
    }

    private static void CopyCursors(QueueTable source, QueueTable target)
    {
        try
        {
            foreach ((string name, Cursor cursor) in source.Cursors())
            {
                target.Save(name, cursor.State);
            }
        }
        catch (SqliteException)
        {
            // Unknown: every destination gets everything that was saved, some of it for the second time.
        }
    }

    private static long CopyBatches(QueueTable source, QueueTable target)
    {
        (BatchHead first, BatchHead last) = source.Ends();
        long saved = 0;
        for (long id = first.Id; first.Id > 0 && id <= last.Id;)
        {
            try
            {
                List<StoredBatch> batches = source.Read(id, last.Id, maxRawBytes: 1);
                if (batches.Count == 0)
                {
                    break;
                }

                target.Insert(batches[0].Head, batches[0].RawBytes, batches[0].Body.AsSpan(0, (int)batches[0].Head.Bytes));
                id = batches[0].Head.Id + 1;
                batches.ForEach(batch => batch.Release());
                saved++;
            }
            catch (SqliteException)
            {
                id += last.Id - id > StepBatches * StepBatches ? StepBatches : 1;
            }
        }

        return saved;
    }
}
