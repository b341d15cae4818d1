namespace PodMirror.Agent.Security;

/// <summary>What is logged of files that are read again: that they changed, never what is in them, and never a request.</summary>
internal static partial class SecurityLog
{
    [LoggerMessage(50, LogLevel.Information, "taken: {What}")]
    public static partial void Taken(ILogger log, string what);

    [LoggerMessage(51, LogLevel.Error, "refused: {What}; what was there before still holds: {Fault}")]
    public static partial void Refused(ILogger log, string what, string fault);
}
