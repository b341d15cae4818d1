using System.Globalization;

namespace PodMirror.Injection;

/// <summary>
/// The CronJob behind a Job, by the Job's name: Kubernetes gives it the CronJob's, a hyphen and the time that it was due, in minutes since 1970, or
/// up to Kubernetes 1.20 in seconds. Each run has another.
/// </summary>
internal static class CronJobName
{
    private const int MinuteDigits = 8;
    private const int SecondDigits = 10;

    /// <summary>2020 began: smaller numbers are no times that a Job was due, but dates as people write them, such as 20260131.</summary>
    private const long FirstMinute = 26_297_280;

    /// <summary>The CronJob's name; null when the Job's is not of that form.</summary>
    internal static string? Of(string job)
    {
        int hyphen = job.LastIndexOf('-');
        string digits = job[(hyphen + 1)..];
        bool isNumber = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long time);
        long minutes = digits.Length switch
        {
            MinuteDigits => time,
            SecondDigits => time / 60,
            _ => 0,
        };
        return hyphen > 0 && isNumber && minutes >= FirstMinute ? job[..hyphen] : null;
    }
}
