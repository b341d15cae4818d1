namespace PodMirror.Catalog.OpenApi.Export;

/// <summary>What the sidecar puts in the place of a value that it hides (docs/redaction.md). Such a text says nothing about the value.</summary>
internal static class RedactionMarks
{
    /// <summary>Whether a text has one.</summary>
    public static bool IsIn(string text) =>
        text.Contains("REDACTED", StringComparison.Ordinal) || text.Contains("****", StringComparison.Ordinal)
        || text.StartsWith("hash:", StringComparison.Ordinal);

    /// <summary>The same of UTF-8.</summary>
    public static bool IsIn(ReadOnlySpan<byte> text) =>
        text.IndexOf("REDACTED"u8) >= 0 || text.IndexOf("****"u8) >= 0 || text.StartsWith("hash:"u8);
}
