using System.Globalization;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Cpu;

/// <summary>The line for people when a thermostat has changed its mind.</summary>
internal static class ThermostatText
{
    /// <summary>The line, without a line end.</summary>
    internal static string Of(Thermostat thermostat)
    {
        string told = thermostat.Detail switch
        {
            Detail.Full => "everything is told again",
            Detail.WithoutBodies => "bodies are left out",
            _ => "bodies and header fields are left out",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{100 * thermostat.LastShare:F0} % of the CPU limit in use: {told}");
    }
}
