namespace PodMirror.Spans;

/// <summary>Finds a request's trace context: traceparent first, then b3, then X-B3-*.</summary>
internal static class TraceContextReader
{
    /// <summary>Longest tracestate that is kept: what every vendor must propagate (W3C Trace Context, section 3.3.1.5).</summary>
    internal const int MaxTraceStateBytes = 512;

    internal static TraceContext Read(FieldIndex index, ReadOnlySpan<byte> fields)
    {
        ReadOnlySpan<byte> malformed = default;
        int line = index.Find(KnownField.TraceParent);
        if (line >= 0)
        {
            if (IsSameThroughout(index, fields, line) && TraceParent.TryParse(index.Value(fields, line), out TraceContext w3c))
            {
                return w3c;
            }

            malformed = "traceparent"u8;
        }

        line = index.Find(KnownField.B3);
        if (line >= 0)
        {
            if (B3.TryParseSingle(index.Value(fields, line), out TraceContext single))
            {
                return single;
            }

            malformed = malformed.IsEmpty ? "b3"u8 : malformed;
        }

        if (index.Find(KnownField.B3TraceId) >= 0 || index.Find(KnownField.B3SpanId) >= 0)
        {
            ReadOnlySpan<byte> trace = index.ValueOf(fields, KnownField.B3TraceId);
            ReadOnlySpan<byte> span = index.ValueOf(fields, KnownField.B3SpanId);
            if (B3.TryParse(trace, span, index.ValueOf(fields, KnownField.B3Sampled), out TraceContext multiple))
            {
                return multiple;
            }

            malformed = malformed.IsEmpty ? "x-b3-traceid"u8 : malformed;
        }

        return new TraceContext { Malformed = malformed };
    }

    /// <summary>Appends the request's tracestate, of all its lines, and returns whether it is one that may be shown.</summary>
    internal static bool TryReadState(FieldIndex index, ReadOnlySpan<byte> fields, ByteBuffer output)
    {
        output.Clear();
        for (int line = index.Find(KnownField.TraceState); line >= 0; line = index.Next(line))
        {
            ReadOnlySpan<byte> value = index.Value(fields, line);
            if (!value.IsEmpty && output.Length > 0)
            {
                output.Append((byte)',');
            }

            output.Append(value);
            if (output.Length > MaxTraceStateBytes)
            {
                return false;
            }
        }

        return output.Length > 0 && output.Written.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;
    }

    // Two proxies that each add the field are seen in the wild; two that say the same leave no doubt.
    private static bool IsSameThroughout(FieldIndex index, ReadOnlySpan<byte> fields, int line)
    {
        ReadOnlySpan<byte> first = index.Value(fields, line);
        for (line = index.Next(line); line >= 0; line = index.Next(line))
        {
            if (!index.Value(fields, line).SequenceEqual(first))
            {
                return false;
            }
        }

        return true;
    }
}
