namespace PodMirror.Agent.Catalog;

/// <summary>What the catalog logs: changes of its state, never a call.</summary>
internal static partial class CatalogLog
{
    [LoggerMessage(110, LogLevel.Information, "catalog loaded: {Services} services, {Endpoints} endpoints, {Bytes} bytes")]
    public static partial void Loaded(ILogger log, int services, int endpoints, long bytes);

    [LoggerMessage(111, LogLevel.Error, "catalog set aside, it begins anew with what is in the store: {Report}")]
    public static partial void SetAside(ILogger log, string report);

    [LoggerMessage(112, LogLevel.Error, "catalog cannot be saved: {Reason}")]
    public static partial void SaveFailing(ILogger log, string reason);

    [LoggerMessage(113, LogLevel.Information, "catalog can be saved again")]
    public static partial void SaveRecovered(ILogger log);

    [LoggerMessage(114, LogLevel.Error, "catalog cannot read the store: {Reason}")]
    public static partial void ReadFailing(ILogger log, string reason);

    [LoggerMessage(115, LogLevel.Information, "the store is another than the catalog was fed from; it goes on with all of its exchanges")]
    public static partial void OtherStore(ILogger log);

    [LoggerMessage(116, LogLevel.Error, "a fault of the catalog; it goes on with the next exchange")]
    public static partial void Fault(ILogger log, Exception fault);
}
