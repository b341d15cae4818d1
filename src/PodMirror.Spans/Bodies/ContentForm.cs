namespace PodMirror.Spans;

/// <summary>What form a content has, for those who look into it: told by Content-Type (RFC 9110 section 8.3), never guessed from a port.</summary>
internal enum ContentForm : byte
{
    /// <summary>One that is not looked into: no type was told, or none of these.</summary>
    Other,

    /// <summary>Text without a structure of ours: text/*, JavaScript.</summary>
    Text,

    /// <summary>JSON (RFC 8259), one text or several: application/json, +json, NDJSON.</summary>
    Json,

    /// <summary>XML: application/xml, text/xml, +xml, HTML.</summary>
    Xml,

    /// <summary>application/x-www-form-urlencoded.</summary>
    Form,

    /// <summary>multipart/* (RFC 2046 section 5.1).</summary>
    Multipart,

    /// <summary>application/graphql: a document, not JSON.</summary>
    GraphQL,

    /// <summary>application/grpc and application/grpc-web, with any +suffix.</summary>
    Grpc,

    /// <summary>application/grpc-web-text: gRPC-Web in base64.</summary>
    GrpcWebText,

    /// <summary>text/event-stream.</summary>
    EventStream,
}
