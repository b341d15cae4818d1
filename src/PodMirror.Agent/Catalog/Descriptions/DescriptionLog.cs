namespace PodMirror.Agent.Catalog.Descriptions;

/// <summary>What descriptions log.</summary>
internal static partial class DescriptionLog
{
    [LoggerMessage(120, LogLevel.Error, "descriptions set aside: {Report}")]
    public static partial void SetAside(ILogger log, string report);

    [LoggerMessage(121, LogLevel.Error, "the description of {Service} cannot be used any more, upload it again: {Reason}")]
    public static partial void Unusable(ILogger log, string service, string reason);

    [LoggerMessage(122, LogLevel.Error, "drift cannot be told: {Reason}")]
    public static partial void Failing(ILogger log, string reason);
}
