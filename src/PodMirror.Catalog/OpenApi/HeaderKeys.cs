namespace PodMirror.Catalog.OpenApi;

/// <summary>Tells keys from parameters among header fields: what proves who a request is from is security, and no parameter.</summary>
internal static class HeaderKeys
{
    /// <summary>Whether a field holds the endpoint's key.</summary>
    public static bool IsKey(EndpointSnapshot endpoint, string name) =>
        (endpoint.Auth & AuthEvidence.ApiKeyHeader) != 0 && string.Equals(endpoint.ApiKeyName, name, StringComparison.OrdinalIgnoreCase);
}
