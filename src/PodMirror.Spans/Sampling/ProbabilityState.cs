using System.Globalization;

namespace PodMirror.Spans;

/// <summary>OpenTelemetry's member <c>ot</c> of a tracestate, and what it says of sampling (trace/tracestate-handling).</summary>
internal readonly ref struct ProbabilityState
{
    private const int MaxValueBytes = 256;

    private ProbabilityState(ReadOnlySpan<byte> value)
    {
        Value = value;
        while (TryCut(ref value, (byte)';', out ReadOnlySpan<byte> part))
        {
            if (part.StartsWith("rv:"u8) && part.Length == 3 + SamplingThreshold.Digits && HexIds.IsHex(part[3..]))
            {
                Randomness = ulong.Parse(part[3..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            }
            else if (part.StartsWith("th:"u8) && SamplingThreshold.TryParse(part[3..], out ulong threshold))
            {
                Threshold = threshold;
            }
        }
    }

    /// <summary>The member's value; empty when there is none.</summary>
    internal ReadOnlySpan<byte> Value { get; }

    /// <summary>The randomness that was made for the trace (rv), in place of that of its id; null when there is none.</summary>
    internal ulong? Randomness { get; }

    /// <summary>The threshold by which the trace was kept so far (th); null when that is not known.</summary>
    internal ulong? Threshold { get; }

    /// <summary>Finds the member in a state that is well formed.</summary>
    internal static ProbabilityState Of(ReadOnlySpan<byte> state)
    {
        while (TryCut(ref state, (byte)',', out ReadOnlySpan<byte> member))
        {
            if (member.StartsWith("ot="u8))
            {
                return new ProbabilityState(member[3..]);
            }
        }

        return default;
    }

    /// <summary>Appends the state with another threshold: the member that changed comes first (W3C Trace Context, section 3.5).</summary>
    /// <param name="state">The state as it came; may be empty.</param>
    /// <param name="threshold">The threshold; null when the probability is not known, and then none is told.</param>
    /// <param name="output">Where to.</param>
    internal static void Write(ReadOnlySpan<byte> state, ulong? threshold, ByteBuffer output)
    {
        int begin = output.Length;
        ReadOnlySpan<byte> value = Of(state).Value;
        while (TryCut(ref value, (byte)';', out ReadOnlySpan<byte> part))
        {
            if (!part.StartsWith("th:"u8))
            {
                output.Append(output.Length == begin ? "ot="u8 : ";"u8);
                output.Append(part);
            }
        }

        // A value that would be too long says nothing of the probability, which is better than something wrong.
        if (threshold is { } told && output.Length - begin <= MaxValueBytes - SamplingThreshold.Digits - ";th:".Length)
        {
            output.Append(output.Length == begin ? "ot=th:"u8 : ";th:"u8);
            SamplingThreshold.Write(told, output);
        }

        int members = output.Length == begin ? 0 : 1;
        while (TryCut(ref state, (byte)',', out ReadOnlySpan<byte> member) && members < TraceState.MaxMembers)
        {
            if (!member.StartsWith("ot="u8))
            {
                output.Append(members++ == 0 ? default : ","u8);
                output.Append(member);
            }
        }
    }

    private static bool TryCut(scoped ref ReadOnlySpan<byte> rest, byte separator, out ReadOnlySpan<byte> part)
    {
        int end = rest.IndexOf(separator);
        part = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return !part.IsEmpty;
    }
}
