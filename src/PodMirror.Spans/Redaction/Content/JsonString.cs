namespace PodMirror.Spans;

/// <summary>A string of a document of JSON, without its quotes.</summary>
/// <param name="start">Offset of its first byte.</param>
/// <param name="length">Its bytes.</param>
/// <param name="hasEscapes">Whether there is a backslash in it.</param>
/// <param name="isWhole">Whether its closing quote is there.</param>
internal readonly struct JsonString(int start, int length, bool hasEscapes, bool isWhole)
{
    internal int Start { get; } = start;

    internal int Length { get; } = length;

    internal bool HasEscapes { get; } = hasEscapes;

    internal bool IsWhole { get; } = isWhole;
}
