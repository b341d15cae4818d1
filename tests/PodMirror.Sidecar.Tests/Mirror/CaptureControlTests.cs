using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Protocols;
using PodMirror.Sidecar.Mirror;

namespace PodMirror.Sidecar.Tests.Mirror;

public sealed class CaptureControlTests : IExchangeSink
{
    private static readonly MirrorSettings Given = new() { Ports = [80], MaxBodyBytes = 1000, CpuShare = 0.8 };

    private readonly MirrorLedger _ledger = new();
    private readonly ManualTime _time = new();
    private readonly List<FilterRules> _filters = [];
    private readonly List<double> _shares = [];
    private readonly List<string> _log = [];
    private readonly FlowPipeline _pipeline;
    private bool _takesFilters = true;

    public CaptureControlTests() => _pipeline = new FlowPipeline(new PipelineOptions { MaxBodyBytes = Given.MaxBodyBytes }, _ledger, this);

    void IExchangeSink.OnExchange(in ExchangeRecord exchange)
    {
        // Nothing flows here.
    }

    [Fact]
    public void What_is_set_holds_and_what_is_not_is_what_the_command_line_says()
    {
        CaptureControl control = Control(Given);
        control.Turn(
            new CaptureSettings { Version = 7, Mode = CaptureMode.Egress, Ports = [81], ExcludedPorts = [9], MaxBodyBytes = 5, CpuShare = 0.5 }, 0);
        Assert.Equal((CaptureMode.Egress, 5, 0.5), (_pipeline.Mode, _pipeline.MaxBodyBytes, _shares[^1]));
        Assert.Equal((7, 1, 0), Counts());
        Assert.Equal("settings taken from tme: egress, all interfaces, ports 81 but 9, but calls to 4317, 4318; bodies up to 5 B", _log[^1]);

        control.Turn(new CaptureSettings { Version = 8 }, long.MaxValue);
        Assert.Equal((CaptureMode.Ingress, 1000, 0.8), (_pipeline.Mode, _pipeline.MaxBodyBytes, _shares[^1]));
        Assert.Equal((8, 2, 0), Counts());
        Assert.Equal([81], _filters[0].Ports);
        Assert.Equal([80], _filters[1].Ports);
        Assert.Empty(_filters[1].ExcludedPorts);
        Assert.All(_filters, filter => Assert.Equal(Given.Exclusions, filter.Exclusions));
    }

    [Fact]
    public void A_mode_of_the_command_line_has_the_last_word()
    {
        CaptureControl control = Control(Given with { Mode = CaptureMode.Ingress });
        control.Turn(new CaptureSettings { Version = 1, Mode = CaptureMode.Egress }, 0);

        Assert.Equal(CaptureMode.Ingress, _pipeline.Mode);
    }

    [Fact]
    public void The_filter_is_touched_only_when_ports_change_and_a_line_is_written_only_for_a_change()
    {
        CaptureControl control = Control(Given);
        for (int i = 1; i <= 3; i++)
        {
            control.Turn(new CaptureSettings { Version = i, Ports = [80] }, 0);
        }

        Assert.Empty(_filters);
        Assert.Empty(_log);
        Assert.Equal((3, 3, 0), Counts());
    }

    [Fact]
    public void Settings_whose_filter_the_kernel_does_not_take_are_refused_as_a_whole()
    {
        CaptureControl control = Control(Given);
        control.Turn(new CaptureSettings { Version = 1, Ports = [81], MaxBodyBytes = 1 }, 0);
        _takesFilters = false;
        control.Turn(new CaptureSettings { Version = 2, Ports = [82], MaxBodyBytes = 2, Mode = CaptureMode.Egress }, long.MaxValue);

        Assert.Equal((CaptureMode.Ingress, 1), (_pipeline.Mode, _pipeline.MaxBodyBytes));
        Assert.Equal((1, 1, 1), Counts());
        Assert.Contains("refused", _log[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Flows_that_the_filter_leaves_out_end_when_all_that_came_before_it_is_read()
    {
        CaptureControl control = Control(Given);
        long now = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        Open(80);
        Open(81);
        control.Turn(new CaptureSettings { Ports = [81] }, now - 1);
        control.Turn(null, now);
        Assert.Equal(2, _ledger[MirrorCounter.FlowsOpen]);

        control.Turn(null, now + 1);
        Assert.Equal((1, 1), (_ledger[MirrorCounter.FlowsOpen], _ledger[MirrorCounter.FlowsClosed]));
    }

    [Fact]
    public void The_next_settings_wait_until_the_flows_that_the_ones_before_left_out_have_ended()
    {
        CaptureControl control = Control(Given);
        Open(80);
        control.Turn(new CaptureSettings { Version = 1, Ports = [81] }, 0);
        control.Turn(new CaptureSettings { Version = 2, Ports = [80, 82] }, 0);
        control.Turn(new CaptureSettings { Version = 3, Ports = [80] }, 0);
        Assert.Equal((1, 1), (_ledger[MirrorCounter.SettingsVersion], _ledger[MirrorCounter.FlowsOpen]));

        control.Turn(null, long.MaxValue);
        Assert.Equal((3, 0), (_ledger[MirrorCounter.SettingsVersion], _ledger[MirrorCounter.FlowsOpen]));
        Assert.Equal([80], _filters[^1].Ports);
    }

    private (long Version, long Taken, long Refused) Counts() =>
        (_ledger[MirrorCounter.SettingsVersion], _ledger[MirrorCounter.SettingsTaken], _ledger[MirrorCounter.SettingsRefused]);

    private void Open(ushort port)
    {
        var segment = new TcpSegment
        {
            Source = IpEndpoint.FromIPv4(0x0A000001, 40000),
            Destination = IpEndpoint.FromIPv4(0x0A000002, port),
            Flags = TcpFlags.Syn,
            TimestampNs = 1,
        };
        _pipeline.OnSegment(in segment);
    }

    private CaptureControl Control(MirrorSettings given)
    {
        var rules = new FilterRules { Ports = given.Ports, Exclusions = given.Exclusions };
        return new CaptureControl(given, rules, TryFilter, _pipeline, _shares.Add, _ledger, _time, _log.Add);
    }

    private bool TryFilter(FilterRules rules)
    {
        if (_takesFilters)
        {
            _filters.Add(rules);
        }

        return _takesFilters;
    }
}
