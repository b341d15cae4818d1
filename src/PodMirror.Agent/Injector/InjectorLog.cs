namespace PodMirror.Agent.Injector;

/// <summary>What the injector logs. Nothing of a Pod but its namespace, and nothing of a certificate but its times.</summary>
internal static partial class InjectorLog
{
    [LoggerMessage(40, LogLevel.Error, "a review of namespace {Namespace} failed in the injector; the Pod was admitted as it is")]
    public static partial void ReviewFault(ILogger log, string @namespace, Exception fault);

    [LoggerMessage(41, LogLevel.Information, "webhook on {Webhook}, as {Service}; settings of {Settings}")]
    public static partial void Started(ILogger log, System.Net.IPEndPoint webhook, string service, string settings);

    [LoggerMessage(42, LogLevel.Information, "serving a certificate that is valid until {NotAfter:u}")]
    public static partial void Serving(ILogger log, DateTimeOffset notAfter);

    [LoggerMessage(43, LogLevel.Information, "made a new authority, valid until {NotAfter:u}")]
    public static partial void NewAuthority(ILogger log, DateTimeOffset notAfter);

    [LoggerMessage(44, LogLevel.Information, "wrote the caBundle of MutatingWebhookConfiguration {Name}: {Authorities} authorities")]
    public static partial void BundleWritten(ILogger log, string name, int authorities);

    [LoggerMessage(45, LogLevel.Warning, "the webhook's certificate: {Trouble}")]
    public static partial void CertificateTrouble(ILogger log, string trouble);
}
