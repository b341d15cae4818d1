using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Protocols;

namespace PodMirror.Sidecar.Mirror;

/// <summary>
/// Takes settings that tme hands over, while the capture goes on: kernel filter, directions, bodies and the share of the CPU. What they do not set is
/// what the command line says, and of the mode the command line has the last word.
/// </summary>
/// <remarks>Of the loop's thread, between two blocks.</remarks>
internal sealed class CaptureControl
{
    private readonly MirrorSettings _given;
    private readonly FilterRules _givenRules;
    private readonly Func<FilterRules, bool> _filter;
    private readonly FlowPipeline _pipeline;
    private readonly Action<double> _setShare;
    private readonly MirrorLedger _ledger;
    private readonly TimeProvider _time;
    private readonly Action<string> _log;
    private FilterRules _rules;
    private long? _filteredAtNs;
    private CaptureSettings? _waiting;
    private string _said;

    /// <summary>Joins the parts; what the command line says is in force already.</summary>
    /// <param name="given">The command line.</param>
    /// <param name="rules">The filter that is in force.</param>
    /// <param name="filter">Puts another in its place; false when that cannot be, and the one before stays.</param>
    /// <param name="pipeline">Puts exchanges together.</param>
    /// <param name="setShare">Takes the share of the CPU limit above which less is told.</param>
    /// <param name="ledger">Shows which settings are in force.</param>
    /// <param name="time">The clock by which packets have their times.</param>
    /// <param name="log">Takes a line for people.</param>
    internal CaptureControl(
        MirrorSettings given,
        FilterRules rules,
        Func<FilterRules, bool> filter,
        FlowPipeline pipeline,
        Action<double> setShare,
        MirrorLedger ledger,
        TimeProvider time,
        Action<string> log)
    {
        (_given, _givenRules, _rules, _filter, _pipeline) = (given, rules, rules, filter, pipeline);
        (_setShare, _ledger, _time, _log) = (setShare, ledger, time, log);
        _said = Describe();
    }

    /// <summary>What the loop does each time round.</summary>
    /// <param name="settings">What tme has handed over since the last time; null for nothing.</param>
    /// <param name="readToNs">Up to when the ring is read, in the time of the capture.</param>
    internal void Turn(CaptureSettings? settings, long readToNs)
    {
        _waiting = settings ?? _waiting;
        if (_filteredAtNs < readToNs)
        {
            // All that entered before the filter is read, so nothing more can come of the flows that it leaves out.
            _filteredAtNs = null;
            _pipeline.EndFlows(_rules.LetsPass);
        }

        // One change after the other: what is left out and wanted again at once would have a hole that nobody could explain.
        if (_waiting is not null && _filteredAtNs is null)
        {
            Apply(_waiting);
            _waiting = null;
        }
    }

    private void Apply(CaptureSettings settings)
    {
        FilterRules rules = _givenRules with { Ports = settings.Ports ?? _givenRules.Ports, ExcludedPorts = settings.ExcludedPorts ?? [] };
        if (!TryFilter(rules))
        {
            _ledger[MirrorCounter.SettingsRefused]++;
            _log("settings of tme refused, those of before still hold: the kernel does not take the packet filter");
            return;
        }

        _pipeline.Mode = _given.Mode ?? settings.Mode ?? MirrorSettings.DefaultMode;
        _pipeline.MaxBodyBytes = settings.MaxBodyBytes ?? _given.MaxBodyBytes;
        _setShare(settings.CpuShare ?? _given.CpuShare);
        _ledger[MirrorCounter.SettingsTaken]++;
        _ledger[MirrorCounter.SettingsVersion] = settings.Version;
        string now = Describe();
        if (now != _said)
        {
            _said = now;
            _log($"settings taken from tme: {now}");
        }
    }

    private bool TryFilter(FilterRules rules)
    {
        if (rules.Ports.SequenceEqual(_rules.Ports) && rules.ExcludedPorts.SequenceEqual(_rules.ExcludedPorts))
        {
            return true;
        }

        if (!_filter(rules))
        {
            return false;
        }

        _rules = rules;
        _filteredAtNs = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        return true;
    }

    private string Describe() =>
        $"{CaptureText.Of(_pipeline.Mode, _given.Interface, _rules)}; bodies up to {ByteSize.Format(_pipeline.MaxBodyBytes)}";
}
