namespace PodMirror.Agent.Injector.Certificates;

/// <summary>Where the webhook's certificate comes from, and who sees to it that it stays valid.</summary>
internal interface ICertificateSource
{
    /// <summary>Whether the API server can call the webhook: the certificate serves, and is trusted.</summary>
    bool IsReady { get; }

    /// <summary>What is wrong at the moment, in one line; null when nothing is.</summary>
    string? Trouble { get; }

    /// <summary>Keeps the certificate until it is cancelled.</summary>
    Task RunAsync(CancellationToken cancel);
}
