using System.Globalization;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Cpu;

/// <summary>How users write the share and the limit of the CPU.</summary>
internal static class CpuSettings
{
    /// <summary>What a share must be.</summary>
    internal const string ShareForm = "a share of the CPU limit from 0.1 to 1, or 0 for no thermostat";

    /// <summary>What a limit must be.</summary>
    internal const string LimitForm = "a number of thousandths of a core, such as 500m, from 10m to 1000000m";

    private const int MinMillicores = 10;
    private const int MaxMillicores = 1_000_000;

    /// <summary>Reads a share.</summary>
    internal static bool TryParseShare(string text, out double share) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out share) && CaptureSettings.IsCpuShare(share);

    /// <summary>Reads a limit, in cores.</summary>
    internal static bool TryParseLimit(string text, out double? cores)
    {
        ReadOnlySpan<char> digits = text.EndsWith('m') ? text.AsSpan(..^1) : text;
        bool isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int millicores);
        cores = millicores / 1000.0;
        return isNumber && millicores is >= MinMillicores and <= MaxMillicores;
    }
}
