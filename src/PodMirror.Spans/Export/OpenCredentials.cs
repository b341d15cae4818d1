namespace PodMirror.Spans;

/// <summary>Credentials that would travel so that whoever sees the network can read and use them.</summary>
public static class OpenCredentials
{
    /// <summary>Parts of the names of header fields that hold credentials, as vendors call them.</summary>
    private static readonly string[] NameParts = ["authorization", "token", "key", "secret", "password"];

    /// <summary>
    /// What a person should know: that a token, or header fields that look like it, go over plain HTTP to another machine. Null when they do not.
    /// Names the fields and never their values.
    /// </summary>
    public static string? Warning(ExporterOptions options)
    {
        if (options.Endpoint.Scheme != Uri.UriSchemeHttp || options.Endpoint.IsLoopback)
        {
            return null;
        }

        IEnumerable<string> fields = options.Headers.Select(header => header.Key).Where(IsCredential);
        string[] what = [.. options.TokenFile is null ? [] : new[] { "the token" }, .. fields];
        return what.Length == 0
            ? null
            : $"{string.Join(" and ", what)} can be read by whoever sees the network on the way to "
                + $"{options.Endpoint.GetLeftPart(UriPartial.Authority)}: TLS (https, grpcs) hides it";
    }

    private static bool IsCredential(string name) => Array.Exists(NameParts, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));
}
