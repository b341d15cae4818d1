using System.Buffers;
using PodMirror.Agent.Receiver;

namespace PodMirror.Agent.Tests.Receiver;

public sealed class ConnectionMemoryTests : IDisposable
{
    private readonly ConnectionMemory _memory = new();

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Blocks_are_large_up_to_the_bound_and_as_small_as_the_servers_own_past_it()
    {
        List<IMemoryOwner<byte>> blocks = Rent(ConnectionMemory.MaxLarge + 10);

        Assert.All(blocks[..ConnectionMemory.MaxLarge], block => Assert.Equal(ConnectionMemory.LargeBytes, block.Memory.Length));
        Assert.All(blocks[ConnectionMemory.MaxLarge..], block => Assert.Equal(ConnectionMemory.SmallBytes, block.Memory.Length));
        Assert.Equal(ConnectionMemory.MaxLarge, _memory.LargeRented);
    }

    [Fact]
    public void A_block_that_came_back_makes_room_for_a_large_one()
    {
        List<IMemoryOwner<byte>> blocks = Rent(ConnectionMemory.MaxLarge + 1);

        blocks[^1].Dispose();
        Assert.Equal(ConnectionMemory.SmallBytes, _memory.Rent().Memory.Length);
        blocks[0].Dispose();
        Assert.Equal(ConnectionMemory.LargeBytes, _memory.Rent().Memory.Length);
    }

    [Fact]
    public void The_last_block_that_came_back_is_the_first_to_go_out()
    {
        List<IMemoryOwner<byte>> blocks = Rent(3);
        blocks[2].Dispose();
        blocks[0].Dispose();

        Assert.Same(blocks[0], _memory.Rent());
        Assert.Same(blocks[2], _memory.Rent());
    }

    [Fact]
    public void A_block_that_is_given_back_twice_goes_out_once()
    {
        IMemoryOwner<byte> block = _memory.Rent();
        block.Dispose();
        block.Dispose();

        Assert.Equal(0, _memory.LargeRented);
        Assert.NotSame(_memory.Rent(), _memory.Rent());
    }

    [Fact]
    public void Who_takes_the_memory_for_his_own_cannot_close_it_for_the_others()
    {
        using (MemoryPool<byte> pool = _memory.Create())
        {
            Assert.Same(_memory, pool);
        }

        Assert.Equal(ConnectionMemory.LargeBytes, _memory.Rent().Memory.Length);
    }

    [Fact]
    public void More_than_a_small_block_is_never_asked_for()
    {
        Assert.Equal(ConnectionMemory.SmallBytes, _memory.MaxBufferSize);
        Assert.Throws<ArgumentOutOfRangeException>(() => _memory.Rent(ConnectionMemory.SmallBytes + 1));
    }

    [Fact]
    public async Task No_two_who_rent_at_the_same_time_have_the_same_block()
    {
        await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Task.Run(() => RentAndReturn((byte)number))));

        Assert.Equal(0, _memory.LargeRented);
    }

    private void RentAndReturn(byte mark)
    {
        var random = new Random(mark);
        var held = new List<IMemoryOwner<byte>>();
        for (int i = 0; i < 20_000; i++)
        {
            // 8 of them with up to 64 each pass the bound.
            if (held.Count < 64 && random.Next(5) < 3)
            {
                IMemoryOwner<byte> block = _memory.Rent();
                block.Memory.Span.Fill(mark);
                held.Add(block);
            }
            else if (held.Count > 0)
            {
                IMemoryOwner<byte> block = held[random.Next(held.Count)];
                held.Remove(block);
                Assert.False(block.Memory.Span.ContainsAnyExcept(mark));
                block.Dispose();
            }
        }

        held.ForEach(block => block.Dispose());
    }

    private List<IMemoryOwner<byte>> Rent(int count) => [.. Enumerable.Range(0, count).Select(_ => _memory.Rent())];
}
