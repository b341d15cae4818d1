using System.Globalization;

namespace PodMirror.Spans;

/// <summary>The field traceparent (W3C Trace Context Level 2, section 3.2).</summary>
internal static class TraceParent
{
    private const int FixedBytes = 55;
    private const byte SampledFlag = 0x01;

    // The flags that Level 2 defines: sampled, and that the trace id is random. The others are to be taken for zero (section 3.2.2.5).
    private const byte KnownFlags = 0x03;

    // Versions to come may append, after a hyphen; what comes before stays as it is (section 3.2.4).
    internal static bool TryParse(ReadOnlySpan<byte> value, out TraceContext context)
    {
        context = default;
        bool isShaped = value.Length >= FixedBytes && value[2] == '-' && value[35] == '-' && value[52] == '-';
        if (!isShaped || value[..FixedBytes].IndexOfAnyInRange((byte)'A', (byte)'F') >= 0)
        {
            return false;
        }

        bool isFirstVersion = value[..2].SequenceEqual("00"u8);
        bool isLengthRight = value.Length == FixedBytes || (!isFirstVersion && value[FixedBytes] == '-');
        if (!isLengthRight || !HexIds.IsHex(value[..2]) || value[..2].SequenceEqual("ff"u8) || !HexIds.IsHex(value.Slice(53, 2)))
        {
            return false;
        }

        if (!HexIds.TryTraceId(value.Slice(3, 32), out UInt128 traceId) || !HexIds.TrySpanId(value.Slice(36, 16), out ulong parentId))
        {
            return false;
        }

        byte flags = byte.Parse(value.Slice(53, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        context = new TraceContext
        {
            TraceId = traceId,
            ParentId = parentId,
            Flags = (byte)(flags & KnownFlags),
            Decision = (flags & SampledFlag) != 0 ? SamplingDecision.Sampled : SamplingDecision.NotSampled,
            IsW3C = true,
        };
        return true;
    }
}
