using Microsoft.Data.Sqlite;
using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Queue;

/// <summary>
/// Which batches are in the file, by one look at all of them. Ids grow by one and batches are deleted from the first on, so all are to be there from
/// the first that a destination waits for to the last that was written, but those that are known to be lost.
/// </summary>
internal sealed class QueueSurvey
{
    private readonly Cursor _lost;
    private readonly long _first;
    private readonly long _last;

    private QueueSurvey(long first, long last, Cursor lost) => (_first, _last, _lost) = (first, last, lost);

    /// <summary>Nothing was looked at.</summary>
    public static QueueSurvey None { get; } = new(0, -1, new Cursor(0));

    /// <summary>True for a batch that was met: one that the index does not lead to later is there all the same.</summary>
    public bool HasMet(long id) => id >= _first && id <= _last && _lost.FirstOpen(id) == id;

    /// <summary>
    /// Looks at all batches once: adds up what destinations are not done with, and sees whether all are there and in order. A flipped bit in an id or
    /// in a page above the rows makes the index lead past some, and nothing else would tell.
    /// </summary>
    /// <param name="connection">The file.</param>
    /// <param name="sums">What to add up.</param>
    /// <param name="from">The first batch that is to be there; 0 for whichever comes first.</param>
    /// <param name="tail">The last that is to be there, at the least.</param>
    /// <param name="lost">Those that are known not to be.</param>
    /// <exception cref="SqliteException">One is missing, or they are not in order.</exception>
    public static QueueSurvey Run(SqliteConnection connection, IReadOnlyCollection<OpenSum> sums, long from, long tail, Cursor lost)
    {
        using var all = new SqliteStatement(connection, $"SELECT id, length(body), max(0, min(spans, {int.MaxValue})) FROM batches");
        (long first, long before, long expected) = (from, 0, from);
        while (all.Step())
        {
            long id = all.Int(0);
            if (id <= before || id >= QueueLimits.MaxId)
            {
                throw QueueTable.Damage($"batch {id} is behind batch {before}");
            }

            first = first == 0 ? id : first;
            ThrowIfMissing(expected, id - 1, lost);
            (before, expected) = (id, Math.Max(expected, id + 1));
            foreach (OpenSum sum in sums)
            {
                sum.Add(id, all.Int(1), all.Int(2));
            }
        }

        ThrowIfMissing(expected, tail, lost);
        return new QueueSurvey(first, before, lost);
    }

    /// <summary>The batches between two that are not there, as a place that is done with them alone; how many were not lost before.</summary>
    public static (Cursor Missing, long Count) FindMissing(SqliteConnection connection, long from, long tail, Cursor lost)
    {
        var missing = new Cursor(0);
        (long count, long expected, int runs) = (0, from, 0);
        using var ids = new SqliteStatement(connection, "SELECT id FROM batches WHERE id >= ?1 ORDER BY id");
        ids.Bind(1, from);
        while (expected <= tail)
        {
            long found = ids.Step() ? ids.Int(0) : tail + 1;
            if (found > expected)
            {
                // Past the bound the last run has all, those that are there too.
                missing.Settle(expected, ++runs < QueueLimits.MaxLostRuns ? found - 1 : tail);
                count += lost.CountOpen(expected, found - 1);
            }

            expected = found + 1;
        }

        ids.Reset();
        return (missing, count);
    }

    private static void ThrowIfMissing(long first, long last, Cursor lost)
    {
        if (first > 0 && first <= last && lost.FirstOpen(first) is { } open && open <= last)
        {
            throw QueueTable.Damage($"batch {open} is not where it is to be");
        }
    }
}
