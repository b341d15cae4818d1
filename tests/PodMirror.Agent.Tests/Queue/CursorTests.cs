using CsCheck;
using PodMirror.Agent.Queue;

namespace PodMirror.Agent.Tests.Queue;

public sealed class CursorTests
{
    [Fact]
    public void What_is_done_out_of_order_moves_the_place_once_the_gap_closes()
    {
        var cursor = new Cursor(10);
        cursor.Settle(13, 14);
        Assert.Equal((10, 11, 12), (cursor.DoneTo, cursor.FirstOpen(0), cursor.LastOpen(11)));
        cursor.Settle(11, 12);
        Assert.Equal((14, 15, long.MaxValue), (cursor.DoneTo, cursor.FirstOpen(0), cursor.LastOpen(15)));
    }

    [Fact]
    public void A_cursor_knows_exactly_what_was_settled_whatever_the_order() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[0, 8]).List[0, 40].Sample(runs =>
        {
            var cursor = new Cursor(0);
            var done = new HashSet<long>();
            foreach ((int first, int more) in runs)
            {
                cursor.Settle(first, first + more);
                done.UnionWith(Enumerable.Range(first, more + 1).Select(id => (long)id));
                AssertAgree(cursor, done);
                AssertAgree(Cursor.Decode(cursor.DoneTo, cursor.State.Ahead), done);
            }
        });

    [Fact]
    public void What_was_written_down_and_makes_no_sense_repeats_batches_and_skips_none() =>
        Gen.Select(Gen.Long, Gen.Byte.Array[0, 100]).Sample((doneTo, ahead) =>
        {
            var cursor = Cursor.Decode(doneTo, ahead);
            Assert.True(cursor.DoneTo >= 0);
            Assert.True(cursor.FirstOpen(0) > cursor.DoneTo);
        });

    private static void AssertAgree(Cursor cursor, HashSet<long> done)
    {
        Assert.Equal(Enumerable.Range(5, 60).Count(id => !done.Contains(id)), cursor.CountOpen(5, 64));
        for (long id = 1; id < 80; id++)
        {
            Assert.Equal(!done.Contains(id), cursor.FirstOpen(id) == id);
            if (!done.Contains(id))
            {
                long last = id;
                while (last < 80 && !done.Contains(last + 1))
                {
                    last++;
                }

                Assert.Equal(last == 80 ? long.MaxValue : last, cursor.LastOpen(id));
            }
        }
    }
}
