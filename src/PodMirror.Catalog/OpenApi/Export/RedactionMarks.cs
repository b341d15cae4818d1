using System.Buffers;

namespace PodMirror.Catalog.OpenApi.Export;

/// <summary>What the sidecar puts in the place of a value that it hides (docs/redaction.md). Such a text says nothing about the value.</summary>
internal static class RedactionMarks
{
    private const string HashMark = "hash:";
    private const int HashDigits = 16;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether a text has one.</summary>
    public static bool IsIn(string text) =>
        text.Contains("REDACTED", StringComparison.Ordinal) || text.Contains("****", StringComparison.Ordinal)
        || text.StartsWith("hash:", StringComparison.Ordinal);

    /// <summary>
    /// Whether a segment of a path is one, or holds one as its value: <c>order-REDACTED</c>. Not where a key in it has a hidden value, as in
    /// <c>a;jsessionid=REDACTED</c>: what stands before that is the segment.
    /// </summary>
    public static bool IsSegment(ReadOnlySpan<char> segment) =>
        (segment.IndexOf("REDACTED") >= 0 || segment.IndexOf("****") >= 0 || IsHash(segment)) && !segment.Contains('=');

    /// <summary>The same of UTF-8.</summary>
    public static bool IsIn(ReadOnlySpan<byte> text) =>
        text.IndexOf("REDACTED"u8) >= 0 || text.IndexOf("****"u8) >= 0 || text.StartsWith("hash:"u8);

    private static bool IsHash(ReadOnlySpan<char> segment) =>
        segment.Length == HashMark.Length + HashDigits && segment.StartsWith(HashMark) && !segment[HashMark.Length..].ContainsAnyExcept(Hex);
}
