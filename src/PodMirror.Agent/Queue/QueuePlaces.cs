using System.Buffers.Binary;
using System.Text;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Queue;

/// <summary>
/// The small table beside the batches: how far each destination is, the last batch, and those that were lost. Together they say which batches are
/// to be in the file, so that none can be missing without a word.
/// </summary>
internal sealed class QueuePlaces : IDisposable
{
    /// <summary>
    /// The row of the last batch, whose ahead is the number of destinations. The two names stand before those of all destinations: a page that tells
    /// of fewer rows than it has leaves out the last ones, and this one says how many there are.
    /// </summary>
    private const string TailName = "!tail";

    /// <summary>The row of the batches that were lost: its place is done with them, and with nothing else.</summary>
    private const string LostName = "!lost";

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _save;

    /// <summary>Prepares the statements.</summary>
    public QueuePlaces(SqliteConnection connection)
    {
        _connection = connection;
        _save = new SqliteStatement(connection, """
            INSERT INTO destinations (name, done_to, ahead, checksum) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (name) DO UPDATE SET done_to = excluded.done_to, ahead = excluded.ahead, checksum = excluded.checksum
            """);
    }

    /// <summary>Writes down how far a destination is.</summary>
    public void Save(string destination, in CursorState cursor)
    {
        byte[] name = Encoding.UTF8.GetBytes(destination);
        _save.BindText(1, name).Bind(2, cursor.DoneTo).BindBlob(3, cursor.Ahead);
        _save.Bind(4, QueueChecksum.Of(name, cursor.DoneTo, cursor.Ahead)).Run();
    }

    /// <summary>Writes down which batch is the last, and how many destinations there are; 0 where they are not written down yet.</summary>
    public void SaveTail(long id, int destinations)
    {
        byte[] count = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(count, destinations);
        Save(TailName, new CursorState(id, count));
    }

    /// <summary>Writes down which batches are lost.</summary>
    public void SaveLost(Cursor lost) => Save(LostName, lost.State);

    /// <summary>Reads all. A row that is not what it was is damage, and so are rows that are missing.</summary>
    /// <exception cref="SqliteException">They are damaged.</exception>
    public KnownPlaces Read()
    {
        var places = new Dictionary<string, Cursor>(StringComparer.Ordinal);
        (long tail, int count, Cursor lost) = (0, 0, new Cursor(0));
        byte[] before = [];
        using var all = new SqliteStatement(_connection, "SELECT name, done_to, ahead, checksum FROM destinations ORDER BY name");
        while (all.Step())
        {
            byte[] name = all.Bytes(0).ToArray();
            if (all.Int(3) != QueueChecksum.Of(name, all.Int(1), all.Bytes(2)) || before.AsSpan().SequenceCompareTo(name) >= 0)
            {
                throw QueueTable.Damage("the place of a destination is not what it was");
            }

            before = name;
            switch (Encoding.UTF8.GetString(name))
            {
                case TailName when all.Int(1) is >= 0 and < QueueLimits.MaxId && all.Bytes(2).Length == sizeof(int):
                    (tail, count) = (all.Int(1), BinaryPrimitives.ReadInt32LittleEndian(all.Bytes(2)));
                    break;
                case LostName:
                    lost = Cursor.Decode(all.Int(1), all.Bytes(2));
                    break;
                case { } destination:
                    places[destination] = Cursor.Decode(all.Int(1), all.Bytes(2));
                    break;
            }
        }

        return places.Count >= count
            ? new KnownPlaces(places, tail, lost)
            : throw QueueTable.Damage($"{places.Count} of {count} destinations have a place");
    }

    /// <summary>Forgets a destination.</summary>
    public void Forget(string destination)
    {
        using var forget = new SqliteStatement(_connection, "DELETE FROM destinations WHERE name = ?1");
        forget.BindText(1, destination).Run();
    }

    /// <inheritdoc/>
    public void Dispose() => _save.Dispose();
}
