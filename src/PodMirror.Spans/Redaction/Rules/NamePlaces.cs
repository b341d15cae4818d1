namespace PodMirror.Spans;

/// <summary>Where a name has to stand for a rule to hold.</summary>
[Flags]
internal enum NamePlaces : byte
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>A field of a header or a trailer.</summary>
    Header = 1,

    /// <summary>A cookie.</summary>
    Cookie = 2,

    /// <summary>A key of a query, of a fragment, or of a path's parameters.</summary>
    Query = 4,

    /// <summary>A key of JSON, an element or attribute of XML, a key in text.</summary>
    Body = 8,

    /// <summary>A field of a form, or a part of a multipart form.</summary>
    Form = 16,

    /// <summary>A field of a gRPC message.</summary>
    Grpc = 32,

    /// <summary>A variable or argument of GraphQL.</summary>
    GraphQL = 64,

    /// <summary>Where the keys of values stand: everywhere but in headers, which have rules of their own.</summary>
    Keys = Cookie | Query | Body | Form | Grpc | GraphQL,

    /// <summary>Everywhere.</summary>
    All = Header | Keys,
}
