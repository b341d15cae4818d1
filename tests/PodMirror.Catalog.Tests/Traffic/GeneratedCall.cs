namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>A call of generated traffic, with what it really was.</summary>
/// <param name="Template">The path template of the description; null for a scanner's.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path.</param>
/// <param name="Query">The query, without its question mark.</param>
/// <param name="Status">The status.</param>
public sealed record GeneratedCall(string? Template, string Method, string Path, string Query, int Status)
{
    /// <summary>JSON; empty when there is none.</summary>
    public byte[] RequestBody { get; init; } = [];

    /// <summary>JSON; empty when there is none.</summary>
    public byte[] ResponseBody { get; init; } = [];

    /// <summary>The type of the response; empty when it has no content.</summary>
    public string ResponseType { get; init; } = "";

    /// <summary>How the request proved who it is from.</summary>
    public AuthEvidence Auth { get; init; }

    /// <summary>The name of its API key; empty when there is none.</summary>
    public string ApiKeyName { get; init; } = "";

    /// <summary>The header fields of the request, as lines.</summary>
    public byte[] RequestHeaders { get; init; } = [];

    /// <summary>Gives it to a catalog.</summary>
    public void ObserveIn(ApiCatalog catalog, string service, long timeMillis) => catalog.Observe(
        new ObservedCall
        {
            Service = service,
            Method = Method,
            Path = Path,
            Query = Query,
            Status = Status,
            TimeMillis = timeMillis,
            DurationMicros = 1000 + (timeMillis % 977),
            RequestHeaders = RequestHeaders,
            RequestBody = RequestBody,
            RequestContentType = RequestBody.Length > 0 ? "application/json" : "",
            ResponseBody = ResponseBody,
            ResponseContentType = ResponseType,
            Caller = "caller",
            Auth = Auth,
            ApiKeyName = Auth == AuthEvidence.Cookie ? "" : ApiKeyName,
            CookieName = Auth == AuthEvidence.Cookie ? ApiKeyName : "",
        });
}
