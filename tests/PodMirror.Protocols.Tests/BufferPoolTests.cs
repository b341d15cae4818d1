namespace PodMirror.Protocols.Tests;

public sealed class BufferPoolTests
{
    [Theory]
    [InlineData(1, 1024)]
    [InlineData(1024, 1024)]
    [InlineData(1025, 2048)]
    [InlineData(131_073, 262_144)]
    public void A_buffer_is_the_next_power_of_two(int bytes, int expected)
    {
        var pool = new BufferPool(1 << 22);

        Assert.Equal(expected, pool.TryRent(bytes)!.Length);
    }

    [Fact]
    public void A_returned_buffer_is_used_again_and_the_budget_is_never_passed()
    {
        var pool = new BufferPool(4096);
        byte[] first = pool.TryRent(2048)!;
        Assert.NotNull(pool.TryRent(2048));

        Assert.Null(pool.TryRent(1));
        pool.Return(first);

        Assert.Same(first, pool.TryRent(2000));
        Assert.Equal(4096, pool.RentedBytes);
    }

    [Fact]
    public void Nothing_larger_than_the_largest_size_is_given()
    {
        Assert.Null(new BufferPool(long.MaxValue).TryRent(BufferPool.MaxBufferBytes + 1));
    }
}
