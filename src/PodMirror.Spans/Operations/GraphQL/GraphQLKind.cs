namespace PodMirror.Spans;

/// <summary>The type of an operation (graphql.operation.type).</summary>
internal enum GraphQLKind : byte
{
    /// <summary>It is not known: only its hash was sent, or the document does not tell which of several is meant.</summary>
    Unknown,

    Query,

    Mutation,

    Subscription,
}
