using CsCheck;
using PodMirror.Sidecar.Mirror;

namespace PodMirror.Sidecar.Tests.Mirror;

public sealed class SendBufferTests
{
    [Fact]
    public void What_is_written_comes_out_in_order_however_it_is_taken() =>
        Gen.Select(Gen.Int[1, 40].List[1, 200], Gen.Int[0, 60].List[200]).Sample((writes, takes) =>
        {
            var buffer = new SendBuffer(100);
            var model = new Queue<byte>();
            byte next = 0;
            for (int i = 0; i < writes.Count; i++)
            {
                bool fits = model.Count + writes[i] <= 100;
                Assert.Equal(fits, buffer.TryReserve(writes[i], out Span<byte> room));
                if (fits)
                {
                    for (int at = 0; at < writes[i]; at++)
                    {
                        room[at] = next;
                        model.Enqueue(next++);
                    }

                    buffer.Commit(writes[i]);
                }

                int taken = Math.Min(takes[i], model.Count);
                for (int at = 0; at < taken; at++)
                {
                    Assert.Equal(model.Dequeue(), buffer.Pending[at]);
                }

                buffer.Take(taken);
                Assert.Equal(model.Count, buffer.Pending.Length);
            }
        });

    [Fact]
    public void More_than_the_capacity_never_fits()
    {
        var buffer = new SendBuffer(10);
        Assert.True(buffer.TryReserve(10, out _));
        Assert.False(buffer.TryReserve(11, out _));
    }
}
