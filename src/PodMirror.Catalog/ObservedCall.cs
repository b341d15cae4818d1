namespace PodMirror.Catalog;

/// <summary>
/// One call as it was seen: what a span of the sidecar says, in the form that the catalog reads. All text and bodies are redacted already; nothing of
/// it is kept but what <see cref="CatalogLimits"/> allows.
/// </summary>
public readonly ref struct ObservedCall
{
    /// <summary>The service that answered.</summary>
    public required ReadOnlySpan<char> Service { get; init; }

    /// <summary>What it speaks.</summary>
    public CallKind Kind { get; init; }

    /// <summary>The method of HTTP, as sent.</summary>
    public required ReadOnlySpan<char> Method { get; init; }

    /// <summary>The path as sent, without query and fragment.</summary>
    public required ReadOnlySpan<char> Path { get; init; }

    /// <summary>The query as sent, without its question mark.</summary>
    public ReadOnlySpan<char> Query { get; init; }

    /// <summary>The operation of GraphQL: <c>query Orders</c>. Empty when there is none.</summary>
    public ReadOnlySpan<char> Operation { get; init; }

    /// <summary>The status code of HTTP; 0 when no response was seen.</summary>
    public int Status { get; init; }

    /// <summary>Whether the call failed beyond what its status says, as calls of gRPC and GraphQL do.</summary>
    public bool Failed { get; init; }

    /// <summary>Whether the protocol on top of HTTP says that the caller was wrong, as gRPC does with NOT_FOUND: an error, but no failure.</summary>
    public bool Rejected { get; init; }

    /// <summary>
    /// Whether the protocol on top of HTTP says that there is nothing, or nothing for this caller, as gRPC does with UNIMPLEMENTED: such an answer is
    /// no sign of an endpoint, whatever its status.
    /// </summary>
    public bool Denied { get; init; }

    /// <summary>From the first byte of the request to the last of the response, in microseconds.</summary>
    public long DurationMicros { get; init; }

    /// <summary>When it began, in milliseconds since 1970.</summary>
    public required long TimeMillis { get; init; }

    /// <summary>Who called: a service, a Pod or an address. Empty when it is not known.</summary>
    public ReadOnlySpan<char> Caller { get; init; }

    /// <summary>Whether it is the caller that tells of it, and not the service that answered, which may be any host then.</summary>
    public bool ToldByCaller { get; init; }

    /// <summary>How the request was authenticated.</summary>
    public AuthEvidence Auth { get; init; }

    /// <summary>Whether nothing shows how it was authenticated, as header fields of the request are missing: no evidence is no sign then.</summary>
    public bool AuthUnknown { get; init; }

    /// <summary>The name of the field or parameter of an API key.</summary>
    public ReadOnlySpan<char> ApiKeyName { get; init; }

    /// <summary>The name of the cookie that holds a session or a key.</summary>
    public ReadOnlySpan<char> CookieName { get; init; }

    /// <summary>The request's Content-Type; parameters such as a charset are ignored.</summary>
    public ReadOnlySpan<char> RequestContentType { get; init; }

    /// <summary>The response's Content-Type.</summary>
    public ReadOnlySpan<char> ResponseContentType { get; init; }

    /// <summary>
    /// The header fields of the request as far as they are shown, as lines of <c>name: value</c> that end with a line feed. Empty says nothing about
    /// what the request had.
    /// </summary>
    public ReadOnlySpan<byte> RequestHeaders { get; init; }

    /// <summary>Those of the response.</summary>
    public ReadOnlySpan<byte> ResponseHeaders { get; init; }

    /// <summary>The request's body as the span shows it.</summary>
    public ReadOnlySpan<byte> RequestBody { get; init; }

    /// <summary>The response's body as the span shows it.</summary>
    public ReadOnlySpan<byte> ResponseBody { get; init; }

    /// <summary>Whether the request's body was longer than what is shown.</summary>
    public bool RequestBodyTruncated { get; init; }

    /// <summary>Whether the response's body was longer than what is shown.</summary>
    public bool ResponseBodyTruncated { get; init; }

    /// <summary>Whether the request is known to have had no body, whatever its Content-Type says; what is shown of one comes first.</summary>
    public bool RequestHasNoBody { get; init; }

    /// <summary>The same of the response.</summary>
    public bool ResponseHasNoBody { get; init; }

    /// <summary>What sensitive values were found in it.</summary>
    public ReadOnlySpan<SensitiveFinding> Findings { get; init; }
}
