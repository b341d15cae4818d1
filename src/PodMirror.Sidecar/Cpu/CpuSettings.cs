using System.Globalization;

namespace PodMirror.Sidecar.Cpu;

/// <summary>How users write the share and the limit of the CPU.</summary>
internal static class CpuSettings
{
    /// <summary>What a share must be.</summary>
    internal const string ShareForm = "a share of the CPU limit from 0.1 to 1, or 0 for no thermostat";

    /// <summary>What a limit must be.</summary>
    internal const string LimitForm = "a number of thousandths of a core, such as 500m, from 10m to 1000000m";

    // Below a tenth the process would be too hot for good: what is counted only costs CPU too.
    private const double MinShare = 0.1;
    private const int MinMillicores = 10;
    private const int MaxMillicores = 1_000_000;

    /// <summary>Reads a share.</summary>
    internal static bool TryParseShare(string text, out double share) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out share) && IsShare(share);

    /// <summary>Whether a number can be a share.</summary>
    internal static bool IsShare(double share) => share is 0 or (>= MinShare and <= 1);

    /// <summary>Reads a limit, in cores.</summary>
    internal static bool TryParseLimit(string text, out double? cores)
    {
        ReadOnlySpan<char> digits = text.EndsWith('m') ? text.AsSpan(..^1) : text;
        bool isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int millicores);
        cores = millicores / 1000.0;
        return isNumber && millicores is >= MinMillicores and <= MaxMillicores;
    }
}
