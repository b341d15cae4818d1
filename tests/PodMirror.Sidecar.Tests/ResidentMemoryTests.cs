using PodMirror.TestKit;

namespace PodMirror.Sidecar.Tests;

public sealed class ResidentMemoryTests
{
    [Theory]
    [InlineData("5000 1234 900 1 0 80 0\n", 1234)]
    [InlineData("5000 0 900", 0)]
    [InlineData("5000 x", 0)]
    [InlineData("5000 ", 0)]
    [InlineData("", 0)]
    public void The_resident_pages_are_the_second_number(string statm, long expected) =>
        Assert.Equal(expected, ResidentMemory.Parse(System.Text.Encoding.ASCII.GetBytes(statm)));

    [Fact]
    public void The_memory_of_this_process_is_read_again_and_again_and_allocates_nothing()
    {
        using var memory = new ResidentMemory();
        long bytes = 0;
        memory.Read();

        long allocated = Allocation.Least(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            bytes = memory.Read();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.InRange(bytes, 1024 * 1024, long.MaxValue);
        Assert.Equal(0, allocated);
    }
}
