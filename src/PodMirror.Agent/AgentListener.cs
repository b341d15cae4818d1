namespace PodMirror.Agent;

/// <summary>The agent's listeners.</summary>
internal enum AgentListener
{
    /// <summary>OTLP/gRPC, over h2c or TLS.</summary>
    Grpc,

    /// <summary>OTLP/HTTP, with TLS or without.</summary>
    Http,

    /// <summary>The live page, the API, health and metrics.</summary>
    Web,

    /// <summary>The admission webhook, over TLS; only where there is an injector.</summary>
    Webhook,
}
