using PodMirror.Agent.Queue;

namespace PodMirror.Agent.Tests.Queue;

public sealed class DurableQueueTests
{
    [Theory]
    [InlineData(64 << 20)]
    [InlineData(0)]
    public async Task Every_destination_gets_every_batch_in_order_from_memory_or_from_the_disk(long memoryBytes)
    {
        await using var queue = QueueHarness.OnDiskWith(memoryBytes, QueueHarness.Destination("a"), QueueHarness.Destination("b"));
        var sent = new List<byte[]>();
        for (int i = 1; i <= 50; i++)
        {
            sent.Add(await queue.PutAsync(i));
        }

        Assert.Equal((1275, 1275), (queue.First.Spans, queue.Queue.Consumers[1].Spans));
        Assert.Equal(sent, await QueueHarness.TakeAllAsync(queue.First));
        Assert.Equal(sent, await QueueHarness.TakeAllAsync(queue.Queue.Consumers[1]));
        Assert.Equal((0, 0), (queue.First.Bytes, queue.Queue.Consumers[1].Bytes));
        await TestAgent.UntilAsync(() => Task.FromResult(queue.Budget.Used <= (memoryBytes == 0 ? 1 : 0)));
    }

    [Fact]
    public async Task What_is_not_settled_is_there_again_after_a_restart_and_what_is_settled_is_not()
    {
        await using var queue = QueueHarness.OnDisk(QueueHarness.Destination("a"), QueueHarness.Destination("b"));
        byte[][] sent = [await queue.PutAsync(1), await queue.PutAsync(2), await queue.PutAsync(3), await queue.PutAsync(4)];
        Delivery first = await QueueHarness.TakeAsync(queue.First);
        Delivery second = await QueueHarness.TakeAsync(queue.First);
        Delivery third = await QueueHarness.TakeAsync(queue.First);
        queue.First.Settle(second);

        await queue.RestartAsync();

        Assert.Equal((8, 10), (queue.First.Spans, queue.Queue.Consumers[1].Spans));
        Assert.Equal([sent[0], sent[2], sent[3]], await QueueHarness.TakeAllAsync(queue.First));
        Assert.Equal(sent, await QueueHarness.TakeAllAsync(queue.Queue.Consumers[1]));
        first.Release();
        third.Release();
    }

    [Fact]
    public async Task Batches_are_taken_together_up_to_the_bound_and_settled_together()
    {
        await using var queue = QueueHarness.OnDisk();
        byte[] one = await queue.PutAsync(1);
        await queue.PutAsync(1);
        await queue.PutAsync(1);
        Delivery two = await QueueHarness.TakeAsync(queue.First, (2 * one.Length) + 1);
        Assert.Equal((2, 2), (two.Payloads.Count, two.Spans));
        queue.First.Settle(two);
        Assert.Equal(1, queue.First.Spans);
    }

    [Theory]
    [InlineData(64 << 20)]
    [InlineData(0)]
    public async Task A_batch_that_does_not_fit_is_taken_by_itself(long memoryBytes)
    {
        await using var queue = QueueHarness.OnDiskWith(memoryBytes);
        byte[] small = await queue.PutAsync(1);
        await queue.PutAsync(100);
        Delivery first = await QueueHarness.TakeAsync(queue.First, small.Length + 1000);
        Delivery second = await QueueHarness.TakeAsync(queue.First, small.Length + 1000);
        Assert.Equal((1, 100), (first.Spans, second.Spans));
        queue.First.Settle(first);
        queue.First.Settle(second);
    }

    [Fact]
    public async Task A_full_destination_loses_its_oldest_and_nobody_else_loses_anything()
    {
        const long Bound = 8 << 10;
        await using var queue = QueueHarness.OnDisk(QueueHarness.Destination("small", Bound), QueueHarness.Destination("large"));
        var sent = new List<byte[]>();
        for (int i = 0; i < 100; i++)
        {
            sent.Add(await queue.PutAsync(2));
            Assert.True(queue.First.Bytes <= Bound);
        }

        long dropped = queue.First.Dropped[QueueDropReason.QueueFull];
        Assert.Equal((200, true), (dropped + queue.First.Spans, dropped > 0));
        List<byte[]> left = await QueueHarness.TakeAllAsync(queue.First);
        Assert.Equal(sent[^left.Count..], left);
        Assert.Equal(sent, await QueueHarness.TakeAllAsync(queue.Queue.Consumers[1]));
    }

    [Fact]
    public async Task What_was_let_go_of_while_it_was_at_hand_is_not_delivered_and_counted_once()
    {
        await using var queue = QueueHarness.OnDiskWith(0, QueueHarness.Destination("small", 8 << 10));
        var sent = new List<byte[]> { await queue.PutAsync(2) };
        Assert.False(queue.First.TryTake(1 << 20, out _));
        await TestAgent.UntilAsync(() => Task.FromResult(!queue.First.WantsRead));
        while (queue.First.Dropped.Total == 0)
        {
            sent.Add(await queue.PutAsync(2));
        }

        int dropped = (int)queue.First.Dropped.Total / 2;
        Assert.Equal(sent[dropped..], await QueueHarness.TakeAllAsync(queue.First));
        Assert.Equal((0, 0), (queue.First.Spans, queue.First.Bytes));
    }

    [Fact]
    public async Task A_destination_that_refuses_makes_senders_wait_and_loses_nothing()
    {
        await using var queue = QueueHarness.OnDisk(QueueHarness.Destination("a", 4 << 10, full: FullPolicy.Refuse));
        int accepted = 0;
        while (await queue.AppendAsync(TestRequest.Of(new TestSpan()), 1) == AppendVerdict.Durable)
        {
            accepted++;
        }

        Assert.InRange(accepted, 1, 100);
        await queue.PutAsync(1, AppendVerdict.Full);
        Assert.Equal(accepted, (await QueueHarness.TakeAllAsync(queue.First)).Count);
        await queue.PutAsync();
        Assert.Equal(0, queue.First.Dropped.Total);
    }

    [Fact]
    public async Task What_waits_too_long_is_let_go_and_counted()
    {
        await using var queue = QueueHarness.OnDisk(QueueHarness.Destination(maxAge: TimeSpan.FromHours(1)));
        await queue.PutAsync(3);
        queue.Clock.Advance(TimeSpan.FromMinutes(40));
        await queue.PutAsync(2);
        queue.Clock.Advance(TimeSpan.FromMinutes(40));
        await TestAgent.UntilAsync(() => Task.FromResult(queue.First.Dropped[QueueDropReason.Expired] == 3));
        Assert.Equal(2, queue.First.Spans);
        await TestAgent.UntilAsync(() => Task.FromResult(queue.First.OldestAge > TimeSpan.FromMinutes(39)));
    }

    [Theory]
    [InlineData(3650)]
    [InlineData(-3650)]
    public async Task A_wall_clock_that_jumps_makes_nothing_too_old(int days)
    {
        await using var queue = QueueHarness.OnDisk(QueueHarness.Destination(maxAge: TimeSpan.FromHours(1)));
        await queue.PutAsync(3);
        queue.Clock.JumpWall(TimeSpan.FromDays(days));
        await queue.PutAsync(2);
        await Task.Delay(QueueLimits.HousekeepingPeriod * 1.5);
        Assert.Equal((5, 0), (queue.First.Spans, queue.First.Dropped.Total));
        Assert.InRange(queue.First.OldestAge, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_new_destination_gets_what_comes_from_then_on_and_one_that_is_gone_holds_nothing_up()
    {
        await using var queue = QueueHarness.OnDisk(QueueHarness.Destination("a"), QueueHarness.Destination("gone"));
        await queue.PutAsync(1);
        await queue.RestartAsync(QueueHarness.Destination("a"), QueueHarness.Destination("new"));
        byte[] later = await queue.PutAsync(2);
        Assert.Equal((3, 2), (queue.First.Spans, queue.Queue.Consumers[1].Spans));
        Assert.Equal([later], await QueueHarness.TakeAllAsync(queue.Queue.Consumers[1]));
        await QueueHarness.TakeAllAsync(queue.First);
        await queue.RestartAsync(QueueHarness.Destination("gone"));
        Assert.Equal(0, queue.First.Spans);
    }

    [Fact]
    public async Task Nothing_is_taken_once_the_queue_is_closed()
    {
        await using var queue = QueueHarness.OnDisk();
        await queue.Queue.StopAsync();
        await queue.PutAsync(1, AppendVerdict.Closed);
        Assert.Equal(0, queue.First.Spans);
    }

    [Fact]
    public async Task A_long_backlog_costs_memory_for_what_is_under_way_and_the_file_shrinks_once_it_is_gone()
    {
        await using var queue = QueueHarness.OnDiskWith(256 << 10);
        byte[] noise = new byte[400_000];
        Random.Shared.NextBytes(noise);
        byte[] request = TestRequest.Of(new TestSpan { Attributes = [("noise", noise)] });
        for (int i = 0; i < 200; i++)
        {
            Assert.Equal(AppendVerdict.Durable, await queue.AppendAsync(request, 1));
        }

        Assert.True(queue.Budget.Used <= queue.Budget.Limit / 2);
        await TestAgent.UntilAsync(() => Task.FromResult(queue.Queue.FileBytes > QueueLimits.ShrinkBytes));
        Assert.Equal(200, (await QueueHarness.TakeAllAsync(queue.First)).Count);
        await TestAgent.UntilAsync(() => Task.FromResult(queue.Queue.FileBytes < QueueLimits.ShrinkBytes));
    }
}
