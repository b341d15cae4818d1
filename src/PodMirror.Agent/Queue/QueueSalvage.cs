using Microsoft.Data.Sqlite;

namespace PodMirror.Agent.Queue;

/// <summary>
/// Saves what can be read of a damaged file: batch by batch, since one page that is gone takes only those that lay on it, first as the index leads
/// and then from the pages themselves.
/// </summary>
internal static class QueueSalvage
{
    /// <summary>Ids that are tried one by one where nothing can be read: more than lie on a page. From there on the steps double.</summary>
    private const int SingleSteps = 2048;

    /// <summary>
    /// Copies batches, and how far the destinations are, into the open transaction of a new file. Faults of the old file cost what cannot be read;
    /// faults of the new one are thrown.
    /// </summary>
    /// <param name="path">The damaged file, with its journal beside it.</param>
    /// <param name="target">The new file.</param>
    /// <returns>How many batches were saved, and how many were not that somebody waits for; null where nothing says how many there were.</returns>
    public static (long Saved, long? Missing) Copy(string path, QueueTable target)
    {
        long saved = 0;
        long from = 0;
        KnownPlaces places = KnownPlaces.None;
        using (QueueTable? source = Try(() => QueueFile.OpenSetAside(path)))
        {
            if (source is not null)
            {
                // Unknown places: every destination gets everything that was saved, some of it for the second time.
                places = Try(source.Places.Read) ?? places;
                (saved, from) = CopyByIndex(source, places, target);
            }
        }

        // Closed, the file has what was in its journal.
        saved += CopyFromPages(path, from, target);
        long? missing = CopyPlaces(places, target);
        return (saved, places.Tail > 0 ? missing : null);
    }

    /// <summary>Copies what the index leads to; returns how many batches, and the first that may be waited for.</summary>
    private static (long Saved, long From) CopyByIndex(QueueTable source, KnownPlaces places, QueueTable target)
    {
        long from = places.FirstOpen(places.Destinations.Keys);
        long saved = CopyBatches(source, from, target);

        // On pages that are free lie batches that everybody is done with. Where nobody knows how far that is, what the index led to begins it.
        return (saved, from > 0 ? from : target.Ends().First.Id);
    }

    /// <summary>Copies how far the destinations are, and writes down what is missing; returns how many were not lost before.</summary>
    private static long CopyPlaces(KnownPlaces places, QueueTable target)
    {
        foreach ((string name, Cursor cursor) in places.Destinations)
        {
            target.Places.Save(name, cursor.State);
        }

        (BatchHead first, BatchHead last) = target.Ends();
        long from = places.Destinations.Count > 0 ? places.FirstOpen(places.Destinations.Keys) : first.Id;
        long tail = places.Destinations.Values.Select(cursor => cursor.Last).Append(last.Id).Append(places.Tail).Max();
        target.Places.SaveTail(tail, places.Destinations.Count);
        return target.SaveMissing(from, tail, places.Lost);
    }

    /// <summary>Copies what the index did not lead to, and is whole.</summary>
    private static long CopyFromPages(string path, long from, QueueTable target)
    {
        long saved = 0;
        using FileStream? file = Try(() => File.OpenRead(path));
        if (file is null)
        {
            return saved;
        }

        try
        {
            foreach (StoredBatch batch in new LeafScan(file).Run())
            {
                saved += TryAdd(batch, from, target) ? 1 : 0;
                batch.Release();
            }
        }
        catch (IOException)
        {
            // What cannot be read is lost.
        }

        return saved;
    }

    /// <summary>Adds a batch that is missing, unless its body is not what it was: the page may be an old one, and its body written over.</summary>
    private static bool TryAdd(in StoredBatch batch, long from, QueueTable target)
    {
        long id = batch.Head.Id;
        if (id < from || target.Heads(id, 1).FirstOrDefault().Id == id || BatchCodec.Decompress(batch) is not { } payload)
        {
            return false;
        }

        payload.Release();
        target.Insert(batch.Head, batch.RawBytes, batch.Body.AsSpan(0, (int)batch.Head.Bytes));
        return true;
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
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
