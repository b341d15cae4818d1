namespace PodMirror.Catalog.OpenApi.Export;

/// <summary>The names of what is said beyond OpenAPI.</summary>
internal static class OpenApiExtensions
{
    /// <summary>Calls that were seen.</summary>
    public const string Calls = "x-podmirror-calls";

    /// <summary>When the last call began.</summary>
    public const string LastSeen = "x-podmirror-last-seen";

    /// <summary>What is spoken on top of HTTP: <c>grpc</c>, <c>graphql</c>, <c>websocket</c>.</summary>
    public const string Kinds = "x-podmirror-kinds";

    /// <summary>The operations of GraphQL that were called.</summary>
    public const string GraphQl = "x-podmirror-graphql-operations";

    /// <summary>That a parameter stands for the whole rest of a path.</summary>
    public const string Rest = "x-podmirror-rest-of-path";

    /// <summary>That a limit put different paths together.</summary>
    public const string Capped = "x-podmirror-capped";

    /// <summary>Statuses beyond 100 to 599, which responses of OpenAPI cannot have.</summary>
    public const string OtherStatuses = "x-podmirror-other-statuses";
}
