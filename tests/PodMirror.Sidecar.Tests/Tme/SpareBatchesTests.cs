using PodMirror.Sidecar.Tme;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tests.Tme;

public sealed class SpareBatchesTests
{
    private readonly SpareBatches _spare = new(mostBytes: 1 << 20);

    [Fact]
    public void What_a_stall_brought_goes_once_nobody_has_needed_it_for_a_whole_period()
    {
        Give(3);
        Assert.False(_spare.Trim());
        UseOne();
        Assert.True(_spare.Trim());
        Assert.Equal(1, _spare.Count);
    }

    [Fact]
    public void What_a_steady_load_needs_is_never_let_go_of()
    {
        Give(2);
        _spare.Trim();
        for (int period = 0; period < 5; period++)
        {
            (ExportBatch? filled, ExportBatch? underWay) = (_spare.Take(), _spare.Take());
            _spare.Give(underWay!);
            _spare.Give(filled!);
            Assert.False(_spare.Trim());
        }

        Assert.Equal(2, _spare.Count);
    }

    [Fact]
    public void Without_any_load_all_go()
    {
        Give(3);
        _spare.Trim();
        Assert.True(_spare.Trim());
        Assert.Null(_spare.Take());
        Assert.False(_spare.Trim());
    }

    [Fact]
    public void No_more_are_kept_than_may_be_under_way_and_one()
    {
        Give(SpareBatches.Most + 2);
        Assert.Equal(SpareBatches.Most, _spare.Count);
    }

    private void Give(int batches)
    {
        for (int i = 0; i < batches; i++)
        {
            _spare.Give(new ExportBatch(new SpanSource([]), 1 << 20));
        }
    }

    private void UseOne() => _spare.Give(_spare.Take()!);
}
