namespace PodMirror.Spans;

/// <summary>A sensitive value within a text.</summary>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="Length">Bytes, at least one.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct SensitiveMatch(int Start, int Length, SensitiveKind Kind)
{
    /// <summary>Offset of the byte after it.</summary>
    internal int End => Start + Length;
}
