namespace PodMirror.Agent.Audit;

/// <summary>What the audit logs: each line that it has, and that it cannot have one.</summary>
internal static partial class AuditMessages
{
    [LoggerMessage(120, LogLevel.Information, "audit: {User} ({Role}) {Action}: {Target}")]
    public static partial void Recorded(ILogger log, string user, string role, string action, string target);

    [LoggerMessage(121, LogLevel.Error, "the audit cannot be kept: {Fault}; its lines are in this log")]
    public static partial void Unwritable(ILogger log, string fault);

    [LoggerMessage(122, LogLevel.Warning, "{Report}")]
    public static partial void SetAside(ILogger log, string report);
}
