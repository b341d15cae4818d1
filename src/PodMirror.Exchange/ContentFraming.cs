namespace PodMirror.Exchange;

/// <summary>How a message's content is cut into messages of its own, which the mirror counts while they pass.</summary>
public enum ContentFraming : byte
{
    /// <summary>It is not: one body.</summary>
    None = 0,

    /// <summary>Length-prefixed messages of gRPC, and of gRPC-Web in its binary form: five bytes before each.</summary>
    Grpc = 1,

    /// <summary>gRPC-Web in its text form: the same in base64.</summary>
    GrpcWebText = 2,

    /// <summary>Server-sent events (WHATWG HTML, section 9.2.6): lines, and an empty one behind each event.</summary>
    EventStream = 3,

    /// <summary>Frames of WebSocket (RFC 6455 section 5.2), after an upgrade or in a stream of HTTP/2 (RFC 8441).</summary>
    WebSocket = 4,
}
