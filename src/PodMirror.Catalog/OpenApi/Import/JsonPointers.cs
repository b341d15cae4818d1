namespace PodMirror.Catalog.OpenApi.Import;

/// <summary>Parts of JSON pointers (RFC 6901), as references have them behind their number sign.</summary>
internal static class JsonPointers
{
    /// <summary>The name that a part of a pointer means.</summary>
    public static string Unescape(string part) =>
        Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    /// <summary>The part of a pointer that means a name.</summary>
    public static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
