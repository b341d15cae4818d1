using System.Globalization;

namespace PodMirror.Sidecar.Cpu;

/// <summary>How much CPU this container may use, as the kernel's control groups say it.</summary>
internal static class CpuLimit
{
    /// <summary>
    /// What is taken for the limit of a process that has none: a core. A node's cores are promised to nobody, and a sidecar that takes more than one
    /// of them is no longer beside the application.
    /// </summary>
    internal const double DefaultCores = 1;

    // In a container the control group of its own is at the root, whichever version it is.
    private const string Version2 = "/sys/fs/cgroup/cpu.max";
    private const string QuotaOfVersion1 = "/sys/fs/cgroup/cpu/cpu.cfs_quota_us";
    private const string PeriodOfVersion1 = "/sys/fs/cgroup/cpu/cpu.cfs_period_us";

    /// <summary>The limit in cores, and never 0.</summary>
    /// <param name="read">Gives the text of a file; null when it cannot be read.</param>
    internal static double Read(Func<string, string?> read)
    {
        double? cores = read(Version2) is { } max ? OfVersion2(max) : OfQuota(read(QuotaOfVersion1), read(PeriodOfVersion1));
        return cores ?? DefaultCores;
    }

    /// <summary>The text of a file of the kernel; null when it cannot be read.</summary>
    internal static string? ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // "max 100000" or "50000 100000": quota and period in microseconds (Control Group v2, cpu.max).
    private static double? OfVersion2(string text)
    {
        string[] parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2 ? OfQuota(parts[0], parts[1]) : null;
    }

    // A quota of -1 or "max" is none.
    private static double? OfQuota(string? quota, string? period)
    {
        bool isLimit = long.TryParse(quota, NumberStyles.Integer, CultureInfo.InvariantCulture, out long quotaUs) && quotaUs > 0;
        bool hasPeriod = long.TryParse(period, NumberStyles.Integer, CultureInfo.InvariantCulture, out long periodUs) && periodUs > 0;
        return isLimit && hasPeriod ? (double)quotaUs / periodUs : null;
    }
}
