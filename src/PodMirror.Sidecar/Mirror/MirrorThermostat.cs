using PodMirror.Exchange;
using PodMirror.Protocols;
using PodMirror.Sidecar.Cpu;

namespace PodMirror.Sidecar.Mirror;

/// <summary>Lets the mirror's thermostat say how much the pipeline gives out of each exchange, and shows it in the ledger.</summary>
/// <param name="thermostat">Says it.</param>
/// <param name="pipeline">Does it.</param>
/// <param name="ledger">Shows it.</param>
/// <param name="log">Takes a line when it changes.</param>
internal sealed class MirrorThermostat(Thermostat thermostat, FlowPipeline pipeline, MirrorLedger ledger, Action<string> log)
{
    /// <summary>Takes another share of the CPU limit, from now on.</summary>
    internal void SetShare(double share)
    {
        thermostat.SetShare(share);
        pipeline.Detail = thermostat.Detail;
    }

    /// <summary>Takes the CPU time that the process has used so far, about once a second. Allocates only the line of a change.</summary>
    internal void Sample(TimeSpan used)
    {
        if (thermostat.Sample(used))
        {
            pipeline.Detail = thermostat.Detail;
            log(ThermostatText.Of(thermostat));
        }

        ledger[MirrorCounter.DetailReduced] = (long)thermostat.Detail;
        ledger[MirrorCounter.DetailStepsDown] = thermostat.StepsDown;
        ledger[MirrorCounter.DetailStepsUp] = thermostat.StepsUp;
        ledger[MirrorCounter.CpuPermille] = (long)(1000 * thermostat.LastShare);
    }
}
