using PodMirror.Exchange;
using PodMirror.Sidecar.Cpu;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme;

/// <summary>Says how much of each exchange becomes its span: as much as the CPU allows, and of that as much as the limits of spans allow.</summary>
/// <remarks>For one thread at a time: its owner has the lock.</remarks>
internal sealed class DetailControl
{
    private readonly TmeLedger _ledger;
    private readonly Action<string> _log;
    private readonly SpanBudget _budget;
    private readonly Thermostat? _thermostat;

    /// <summary>Makes one that has used nothing.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="ledger">Shows what is left out.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes a line when the thermostat changes its mind.</param>
    internal DetailControl(SpanCollectorOptions options, TmeLedger ledger, TimeProvider time, Action<string> log)
    {
        _ledger = ledger;
        _log = log;
        _budget = new SpanBudget(time) { Limits = options.Budget };
        _thermostat = options.Cpu is { } cpu ? new Thermostat(cpu, Environment.CpuUsage.TotalTime, time) : null;
    }

    /// <summary>How much of an exchange is told.</summary>
    internal Detail Take(scoped in ExchangeRecord exchange)
    {
        Detail detail = _budget.Take(exchange, _thermostat?.Detail ?? Detail.Full);
        if (detail == Detail.WithoutBodies)
        {
            _ledger[TmeCounter.SpansWithoutBodies]++;
        }
        else if (detail == Detail.WithoutFields)
        {
            _ledger[TmeCounter.SpansWithoutFields]++;
        }

        return detail;
    }

    /// <summary>Takes other limits.</summary>
    /// <param name="limits">Of spans.</param>
    /// <param name="cpuShare">The share of the CPU limit.</param>
    internal void Apply(BudgetLimits limits, double cpuShare)
    {
        _budget.Limits = limits;
        _thermostat?.SetShare(cpuShare);
        Show();
    }

    /// <summary>Takes the CPU time that the process has used so far, about once a second.</summary>
    internal void Sample(TimeSpan used)
    {
        if (_thermostat?.Sample(used) == true)
        {
            _log(ThermostatText.Of(_thermostat));
        }

        Show();
    }

    private void Show()
    {
        if (_thermostat is { } thermostat)
        {
            _ledger[TmeCounter.DetailReduced] = (long)thermostat.Detail;
            _ledger[TmeCounter.DetailStepsDown] = thermostat.StepsDown;
            _ledger[TmeCounter.DetailStepsUp] = thermostat.StepsUp;
            _ledger[TmeCounter.CpuPermille] = (long)(1000 * thermostat.LastShare);
        }
    }
}
