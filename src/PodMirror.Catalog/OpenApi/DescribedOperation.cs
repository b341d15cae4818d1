namespace PodMirror.Catalog.OpenApi;

/// <summary>An operation of a description.</summary>
public sealed record DescribedOperation
{
    /// <summary>The method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The path template as it stands, without the servers' paths.</summary>
    public required string Template { get; init; }

    /// <summary>The paths of its servers, without a slash at the end; empty text for none.</summary>
    public required IReadOnlyList<string> BasePaths { get; init; }

    /// <summary>Whether it should not be called any more.</summary>
    public bool Deprecated { get; init; }

    /// <summary>Its parameters, those of its path included.</summary>
    public IReadOnlyList<DescribedParameter> Parameters { get; init; } = [];

    /// <summary>Whether a request has to have a body.</summary>
    public bool RequestRequired { get; init; }

    /// <summary>The bodies of requests by type; null when it takes none.</summary>
    public IReadOnlyList<DescribedContent>? Request { get; init; }

    /// <summary>The responses.</summary>
    public IReadOnlyList<DescribedResponse> Responses { get; init; } = [];

    /// <summary>Every kind of authentication that some way takes.</summary>
    public AuthEvidence Auth { get; init; }

    /// <summary>Whether one way is none at all.</summary>
    public bool Anonymous { get; init; }

    /// <summary>Whether some way is of a kind that traffic does not show; then it is not compared.</summary>
    public bool AuthUnknown { get; init; }

    /// <summary>The header fields and parameters of queries that hold its keys, in small letters.</summary>
    public IReadOnlyList<string> KeyNames { get; init; } = [];

    /// <summary>The templates of whole paths, one for each server's path.</summary>
    public IEnumerable<string> Templates => BasePaths.Select(b => b + Template);

    /// <summary>This one and another with its template and method: what either allows.</summary>
    public DescribedOperation Or(DescribedOperation other) => this with
    {
        BasePaths = [.. BasePaths.Union(other.BasePaths)],
        Deprecated = Deprecated && other.Deprecated,
        Parameters = [.. DescribedParameter.Either(Parameters, other.Parameters)],
        RequestRequired = RequestRequired && other.RequestRequired,
        Request = Request is null ? other.Request : [.. Request, .. other.Request ?? []],
        Responses = [.. Responses, .. other.Responses],
        Auth = Auth | other.Auth,
        Anonymous = Anonymous || other.Anonymous,
        AuthUnknown = AuthUnknown || other.AuthUnknown,
        KeyNames = [.. KeyNames.Union(other.KeyNames)],
    };
}
