using PodMirror.Exchange;

namespace PodMirror.Spans.Tests.Budget;

public sealed class EndpointTableTests
{
    private const long SecondNs = 1_000_000_000;
    private static readonly SpanRate Ten = new(10);
    private readonly EndpointTable _table = new();

    [Fact]
    public void Each_endpoint_has_its_own_bucket()
    {
        for (ulong key = 1; key <= 200; key += 2)
        {
            Assert.Equal(10, Enumerable.Range(0, 30).Count(_ => _table.Take(key, 0, Ten, Detail.Full) != Detail.CountOnly));
        }
    }

    [Fact]
    public void A_flood_of_endpoints_ends_in_one_shared_bucket_and_is_forgotten_when_it_is_over()
    {
        int told = 0;
        for (ulong key = 1; key < 2_000_000; key += 2)
        {
            told += _table.Take(key, 0, Ten, Detail.Full) == Detail.CountOnly ? 0 : 1;
        }

        Assert.Equal(EndpointTable.Slots + 10, told);
        Assert.Equal(Detail.CountOnly, _table.Take(2_000_001, 0, Ten, Detail.Full));
        Assert.Equal(Detail.Full, _table.Take(2_000_001, SecondNs, Ten, Detail.Full));
    }

    [Fact]
    public void Forgetting_an_endpoint_gives_it_nothing_that_it_would_not_have_had()
    {
        // All in the same four slots, one after the other: each takes its whole burst before the next second begins.
        ulong apart = 2 * (EndpointTable.Slots / EndpointTable.Ways);
        for (int round = 0; round < 10; round++)
        {
            long now = round * SecondNs;
            for (ulong i = 0; i < EndpointTable.Ways; i++)
            {
                ulong key = 1 + (apart * (i + (ulong)round));
                Assert.Equal(10, Enumerable.Range(0, 30).Count(_ => _table.Take(key, now, Ten, Detail.Full) != Detail.CountOnly));
            }
        }
    }

    [Fact]
    public void An_endpoint_in_use_keeps_its_slot()
    {
        ulong apart = 2 * (EndpointTable.Slots / EndpointTable.Ways);
        for (ulong i = 0; i < EndpointTable.Ways; i++)
        {
            Assert.Equal(10, Enumerable.Range(0, 30).Count(_ => _table.Take(1 + (apart * i), 0, Ten, Detail.Full) != Detail.CountOnly));
        }

        // The newcomers share one bucket, and the others stay as used up as they are.
        Assert.Equal(10, Enumerable.Range(0, 30).Count(i => _table.Take(1 + (apart * (ulong)(10 + i)), 0, Ten, Detail.Full) != Detail.CountOnly));
        Assert.Equal(Detail.CountOnly, _table.Take(1, 0, Ten, Detail.Full));
    }
}
