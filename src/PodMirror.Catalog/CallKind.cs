namespace PodMirror.Catalog;

/// <summary>What protocol a call speaks on top of HTTP; it decides what names its endpoint.</summary>
public enum CallKind
{
    /// <summary>HTTP: method and path template.</summary>
    Http,

    /// <summary>gRPC and gRPC-Web: the path is the method's full name, and is never a template.</summary>
    Grpc,

    /// <summary>GraphQL: the operation, at a path that is never a template.</summary>
    GraphQl,

    /// <summary>WebSocket: the channel, by its path template.</summary>
    WebSocket,
}
