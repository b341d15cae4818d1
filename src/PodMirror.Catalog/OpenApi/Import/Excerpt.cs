namespace PodMirror.Catalog.OpenApi.Import;

/// <summary>Names of a description in messages.</summary>
internal static class Excerpt
{
    /// <summary>Characters of a name that are told.</summary>
    public const int Longest = 80;

    /// <summary>The name, or its beginning, without control characters.</summary>
    public static string Of(string name)
    {
        string clean = string.Concat(name.Take(Longest).Select(c => char.IsControl(c) ? ' ' : c));
        return name.Length > Longest ? clean + "…" : clean;
    }
}
