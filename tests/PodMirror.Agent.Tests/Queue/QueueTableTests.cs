using Microsoft.Data.Sqlite;
using PodMirror.Agent.Queue;
using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Tests.Queue;

/// <summary>Which batches and destinations are to be in a file, by what it says itself.</summary>
public sealed class QueueTableTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly QueueTable _table;

    public QueueTableTests()
    {
        _connection.Open();
        QueueSchema.Tables.Apply(_connection);
        _table = new QueueTable(_connection);
    }

    [Theory]
    [InlineData(new long[0], 0, 0, true)]
    [InlineData(new long[0], 8, 7, true)]
    [InlineData(new long[0], 8, 8, false)]
    [InlineData(new long[] { 5, 6, 7 }, 0, 0, true)]
    [InlineData(new long[] { 5, 6, 7 }, 0, 7, true)]
    [InlineData(new long[] { 5, 6, 7 }, 5, 7, true)]
    [InlineData(new long[] { 5, 6, 7 }, 6, 7, true)]
    [InlineData(new long[] { 5, 6, 7 }, 8, 7, true)]
    [InlineData(new long[] { 5, 6, 7 }, 5, 6, true)]
    [InlineData(new long[] { 5, 6, 7 }, 4, 7, false)]
    [InlineData(new long[] { 5, 6, 7 }, 0, 8, false)]
    [InlineData(new long[] { 5, 7 }, 0, 7, false)]
    [InlineData(new long[] { 5, 7 }, 6, 7, false)]
    [InlineData(new long[] { 5, 7 }, 7, 7, true)]
    [InlineData(new long[] { 5, QueueLimits.MaxId }, 7, 7, false)]
    [InlineData(new long[] { 5, long.MaxValue }, 7, 7, false)]
    [InlineData(new long[] { -3, 5 }, 5, 5, false)]
    public void A_batch_that_is_to_be_there_and_is_not_is_damage(long[] ids, long from, long tail, bool isSound)
    {
        Insert(ids);
        void Survey() => _table.Survey([], from, tail, new Cursor(0));
        if (isSound)
        {
            Survey();
        }
        else
        {
            Assert.True(SqliteFile.IsDamage(Assert.Throws<SqliteException>(Survey)));
        }
    }

    [Theory]
    [InlineData(new long[] { 5, 6, 7 }, 5, 7, 0)]
    [InlineData(new long[] { 5, 7, 9 }, 5, 9, 2)]
    [InlineData(new long[] { 5, 7, 9 }, 3, 12, 7)]
    [InlineData(new long[] { 5, 7, 9 }, 7, 9, 1)]
    [InlineData(new long[0], 3, 12, 10)]
    [InlineData(new long[0], 0, 0, 0)]
    public void What_is_written_down_as_lost_is_not_missed_again_and_all_else_is(long[] ids, long from, long tail, long expected)
    {
        Insert(ids);
        Assert.Equal(expected, _table.SaveMissing(from, tail, new Cursor(0)));
        Cursor lost = _table.Places.Read().Lost;

        _table.Survey([], from, tail, lost);
        Assert.Equal(0, _table.SaveMissing(from, tail, lost));
        foreach (long id in ids.Where(id => id >= from && id <= tail))
        {
            _table.Delete(id, id);
            Assert.Throws<SqliteException>(() => _table.Survey([], from, tail, lost));
            Insert([id]);
        }
    }

    [Fact]
    public void More_runs_of_lost_batches_than_are_remembered_one_by_one_are_one_run()
    {
        int rows = QueueLimits.MaxLostRuns + 10;
        _table.Begin(bringsBatches: true);
        Insert([.. Enumerable.Range(1, rows).Select(i => 2L * i)]);
        _table.Commit();

        Assert.Equal(rows, _table.SaveMissing(1, 2 * rows, new Cursor(0)));

        Cursor lost = _table.Places.Read().Lost;
        Assert.True(lost.State.Ahead.Length <= 16 * QueueLimits.MaxLostRuns);
        _table.Survey([], 1, 2 * rows, lost);
        Assert.True(lost.FirstOpen(2) == 2 && lost.FirstOpen(2 * rows) > 2 * rows);
    }

    [Fact]
    public void Places_are_read_as_they_were_written()
    {
        var ahead = new Cursor(7);
        ahead.Settle(9, 10);
        _table.Places.Save("grpc http://b", ahead.State);
        _table.Places.Save("store", new Cursor(4).State);
        _table.Places.SaveTail(12, 2);

        KnownPlaces places = _table.Places.Read();

        Assert.Equal(["grpc http://b", "store"], places.Destinations.Keys.Order());
        Assert.Equal((7, 10, 12), (places.Destinations["grpc http://b"].DoneTo, places.Destinations["grpc http://b"].Last, places.Tail));
        Assert.Equal((5, 8), (places.FirstOpen(["grpc http://b", "store"]), places.FirstOpen(["grpc http://b", "new"])));
        Assert.Equal(0, places.FirstOpen(["new"]));
    }

    [Theory]
    [InlineData("DELETE FROM destinations WHERE name = 'store'")]
    [InlineData("UPDATE destinations SET done_to = 5 WHERE name = 'store'")]
    [InlineData("UPDATE destinations SET done_to = 5 WHERE name = '!tail'")]
    [InlineData("UPDATE destinations SET ahead = x'00' WHERE name = '!tail'")]
    public void A_place_that_is_missing_or_not_what_it_was_is_damage(string change)
    {
        _table.Places.Save("a", new Cursor(4).State);
        _table.Places.Save("store", new Cursor(4).State);
        _table.Places.SaveTail(4, 2);
        SqliteScript.Run(_connection, change);

        Assert.True(SqliteFile.IsDamage(Assert.Throws<SqliteException>(_table.Places.Read)));
    }

    public void Dispose()
    {
        _table.Dispose();
        _connection.Dispose();
    }

    private void Insert(long[] ids)
    {
        foreach (long id in ids)
        {
            _table.Insert(new BatchHead(id, 1, 1, 1), 1, [1]);
        }
    }
}
