namespace PodMirror.Agent.Sidecars;

/// <summary>What is logged of the settings for sidecars: changes, never a request.</summary>
internal static partial class SidecarLog
{
    [LoggerMessage(1, LogLevel.Information, "settings for sidecars taken from {Path}")]
    public static partial void Taken(ILogger log, string path);

    [LoggerMessage(2, LogLevel.Error, "settings for sidecars in {Path} refused, those of before still hold: {Fault}")]
    public static partial void Refused(ILogger log, string path, string fault);
}
