using PodMirror.Exchange;
using PodMirror.Sidecar.Cpu;
using PodMirror.Sidecar.Tests.Mirror;
using PodMirror.TestKit;

namespace PodMirror.Sidecar.Tests.Cpu;

public sealed class ThermostatTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualTime _time = new();
    private readonly Thermostat _thermostat;
    private TimeSpan _used = TimeSpan.FromHours(1);

    public ThermostatTests() => _thermostat = new Thermostat(new ThermostatOptions { LimitCores = 0.5 }, _used, _time);

    // Shares of half a core for so many seconds, and what is told after them.
    [Theory]
    [InlineData("0.79x100", Detail.Full)]
    [InlineData("1x4", Detail.Full)]
    [InlineData("1x5", Detail.WithoutBodies)]
    [InlineData("1x10", Detail.WithoutFields)]
    [InlineData("1x1000", Detail.WithoutFields)]
    [InlineData("1x5 0.7x500", Detail.WithoutBodies)]
    [InlineData("1x5 0.5x25", Detail.WithoutBodies)]
    [InlineData("1x5 0.5x30", Detail.Full)]
    [InlineData("1x5 0.5x25 0.7x5 0.5x25", Detail.WithoutBodies)]
    [InlineData("1x5 0.5x25 0.7x5 0.5x30", Detail.Full)]
    [InlineData("1x10 0.1x30", Detail.WithoutBodies)]
    [InlineData("1x10 0.1x60", Detail.Full)]
    [InlineData("0.1x4 1x1", Detail.Full)]
    public void Less_is_told_while_it_is_hot_and_more_when_it_was_cool_for_long(string story, Detail expected)
    {
        foreach (string part in story.Split(' '))
        {
            string[] words = part.Split('x');
            Use(double.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture), int.Parse(words[1], null));
        }

        Assert.Equal(expected, _thermostat.Detail);
    }

    [Fact]
    public void A_step_back_that_does_not_last_doubles_the_wait_for_the_next()
    {
        Use(1, 5);
        foreach (int wait in (int[])[30, 60, 120, 240, 480, 480])
        {
            Use(0.1, wait - 5);
            Assert.Equal(Detail.WithoutBodies, _thermostat.Detail);
            Use(0.1, 5);
            Assert.Equal(Detail.Full, _thermostat.Detail);
            Use(1, 5);
            Assert.Equal(Detail.WithoutBodies, _thermostat.Detail);
        }
    }

    [Fact]
    public void A_step_back_that_lasts_makes_the_next_wait_short_again()
    {
        Use(1, 5);
        Use(0.1, 30);
        Use(1, 5);
        Use(0.1, 60);
        Use(0.1, 60);
        Use(1, 5);
        Use(0.1, 30);

        Assert.Equal(Detail.Full, _thermostat.Detail);
    }

    [Fact]
    public void A_share_of_zero_switches_it_off_and_everything_is_told()
    {
        Use(1, 10);
        _thermostat.SetShare(0);
        Assert.Equal(Detail.Full, _thermostat.Detail);
        Use(1, 100);

        Assert.Equal(Detail.Full, _thermostat.Detail);
        Assert.Equal(1, _thermostat.LastShare, 3);
    }

    [Fact]
    public void Steps_and_use_are_told_for_the_ledger()
    {
        Use(0.9, 10);
        Assert.Equal(0.9, _thermostat.LastShare, 3);
        Use(0.1, 60);

        Assert.Equal((2, 2), (_thermostat.StepsDown, _thermostat.StepsUp));
    }

    [Fact]
    public void A_change_is_said_once_and_sampling_allocates_nothing()
    {
        int changes = 0;
        for (int i = 0; i < 60; i++)
        {
            _time.Advance(Second);
            _used += 0.5 * Second;
            changes += _thermostat.Sample(_used) ? 1 : 0;
        }

        Assert.Equal(2, changes);
        Assert.Equal(0, Allocation.Least(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                _time.Advance(Second);
                _thermostat.Sample(Environment.CpuUsage.TotalTime);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }

    private void Use(double share, int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            _time.Advance(Second);
            _used += 0.5 * share * Second;
            _thermostat.Sample(_used);
        }
    }
}
