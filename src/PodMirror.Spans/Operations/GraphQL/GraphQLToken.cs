namespace PodMirror.Spans;

/// <summary>What a token of GraphQL is, as far as finding operations needs it (GraphQL specification, section 2.1).</summary>
internal enum GraphQLToken : byte
{
    /// <summary>The document has ended, or it is none.</summary>
    End,

    /// <summary>A name; keywords are names.</summary>
    Name,

    /// <summary>A number, or a text in quotes.</summary>
    Value,

    /// <summary>One of the marks ! $ &amp; ( ) : = @ [ ] { | } and the three dots.</summary>
    Mark,
}
