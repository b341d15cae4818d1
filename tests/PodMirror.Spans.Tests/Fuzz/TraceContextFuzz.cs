namespace PodMirror.Spans.Tests.Fuzz;

/// <summary>
/// Any field section gives a context that can be propagated, or none: ids that are not zero, flags that are known, a state within its limits.
/// </summary>
public static class TraceContextFuzz
{
    private static readonly FieldIndex Index = new();
    private static readonly ByteBuffer State = new(4096);

    /// <summary>Takes the input as the field lines of a request.</summary>
    public static void Run(ReadOnlySpan<byte> input)
    {
        Index.Build(input);
        TraceContext context = TraceContextReader.Read(Index, input);
        Assert.Equal(context.TraceId == UInt128.Zero, context.ParentId == 0);
        Assert.InRange(context.Flags, 0, 3);
        Assert.True(context.Malformed.IsEmpty || context.TraceId == UInt128.Zero);
        if (TraceContextReader.TryReadState(Index, input, State))
        {
            Assert.InRange(State.Length, 1, TraceState.MaxBytes);
            Assert.True(State.Written.Count((byte)',') < TraceState.MaxMembers);
        }
    }

    /// <summary>Each form.</summary>
    public static IEnumerable<byte[]> Seeds() =>
    [
        "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\ntracestate: a=b, c@d=e\r\n"u8.ToArray(),
        "b3: 0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-d-05e3ac9a4f6e3b90\r\n"u8.ToArray(),
        "X-B3-TraceId: b7ad6b7169203331\r\nX-B3-SpanId: b7ad6b7169203331\r\nX-B3-Sampled: 1\r\nX-B3-Flags: 1\r\n"u8.ToArray(),
    ];
}
