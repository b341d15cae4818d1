using System.Globalization;

namespace PodMirror.Sidecar.AgentApi;

/// <summary>Durations in a column: three digits and a unit, such as 250us, 12.3ms, 1.50s.</summary>
internal static class DurationCells
{
    /// <summary>The cells of the longest, but for calls that took more than an hour or so.</summary>
    internal const int Width = 7;

    private static readonly (string Unit, double Nanoseconds)[] Units = [("us", 1e3), ("ms", 1e6), ("s", 1e9)];

    /// <summary>A duration in nanoseconds.</summary>
    internal static string Of(double nanoseconds)
    {
        (string unit, double size) = Units.Last(unit => unit.Nanoseconds <= Math.Max(nanoseconds, Units[0].Nanoseconds));
        double value = nanoseconds / size;
        string form = value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00";
        return value.ToString(form, CultureInfo.InvariantCulture) + unit;
    }
}
