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

    /// <summary>Each form, of each version, at the edges of its limits, and several at once.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        const string Parent = "b7ad6b7169203331";
        string members = string.Join(',', Enumerable.Range(0, 32).Select(i => $"k{i}=v"));
        string[] fields =
        [
            $"traceparent: 00-{Trace}-{Parent}-01\r\ntracestate: a=b, c@d=e\r\n",
            $"traceparent: 01-{Trace}-{Parent}-03-more\r\ntracestate: {members}\r\ntracestate: more=x\r\n",
            $"traceparent: ff-{Trace}-{Parent}-00\r\n",
            $"traceparent: 00-{Trace.ToUpperInvariant()}-{Parent}-00\r\ntracestate:\r\n",
            $"traceparent: 00-{new string('0', 32)}-{Parent}-00\r\ntracestate: =,a=,=b,a=b=c,a b=c\r\n",
            $"traceparent: 00-{Trace}-{new string('0', 16)}-00\r\nb3: {Trace}-{Parent}-1\r\n",
            $"traceparent: 00-{Trace}-{Parent}-01\r\ntraceparent: 00-{Trace}-{Parent}-00\r\ntracestate: a=b,a=c, ,\t,1a@b={new string('x', 256)}\r\n",
            $"TraceParent:  00-{Trace}-{Parent}-ff \r\ntracestate: {new string('a', 256)}={new string('b', 300)},c=d\r\n",
            $"b3: {Trace}-{Parent}-d-05e3ac9a4f6e3b90\r\n",
            $"b3: {Parent}-{Parent}\r\n",
            "b3: 0\r\n",
            "b3: 1\r\nb3: d\r\n",
            $"X-B3-TraceId: {Parent}\r\nX-B3-SpanId: {Parent}\r\nX-B3-Sampled: 1\r\nX-B3-Flags: 1\r\n",
            $"x-b3-traceid: {Trace}\r\nx-b3-spanid: {Parent}\r\nx-b3-parentspanid: {Parent}\r\nx-b3-sampled: false\r\n",
            $"X-B3-TraceId: {Trace}\r\nX-B3-Sampled: true\r\n",
            "X-B3-Sampled: 0\r\nX-B3-Flags: 0\r\n",
        ];
        return fields.Select(System.Text.Encoding.ASCII.GetBytes);
    }
}
