namespace PodMirror.Spans;

/// <summary>What the types of operations are called.</summary>
internal static class GraphQLKinds
{
    internal static ReadOnlySpan<byte> NameOf(GraphQLKind kind) => kind switch
    {
        GraphQLKind.Query => "query"u8,
        GraphQLKind.Mutation => "mutation"u8,
        GraphQLKind.Subscription => "subscription"u8,
        _ => default,
    };

    internal static GraphQLKind Of(ReadOnlySpan<byte> name) => name.Length switch
    {
        5 when name.SequenceEqual("query"u8) => GraphQLKind.Query,
        8 when name.SequenceEqual("mutation"u8) => GraphQLKind.Mutation,
        12 when name.SequenceEqual("subscription"u8) => GraphQLKind.Subscription,
        _ => GraphQLKind.Unknown,
    };
}
