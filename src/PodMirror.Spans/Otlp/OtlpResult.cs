using System.Globalization;

namespace PodMirror.Spans;

/// <summary>How a transcoding ended.</summary>
/// <param name="Fault">What was wrong, or <see cref="OtlpFault.None"/>.</param>
/// <param name="Offset">Where in the input, in bytes; near the place for JSON.</param>
public readonly record struct OtlpResult(OtlpFault Fault, long Offset)
{
    /// <summary>Whether all of it was transcoded.</summary>
    public bool IsComplete => Fault == OtlpFault.None;

    /// <summary>The fault in words, for an answer to the sender.</summary>
    public override string ToString() => IsComplete
        ? "complete"
        : string.Create(CultureInfo.InvariantCulture, $"{SnakeWords(Fault)} at byte {Offset}");

    private static string SnakeWords(OtlpFault fault) => Exchange.SnakeCase.Of(fault.ToString()).Replace('_', ' ');
}
