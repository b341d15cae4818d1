namespace PodMirror.Exchange;

/// <summary>One field line of a message's head or trailers, as raw bytes (RFC 9110 section 5.5, RFC 9112 section 5).</summary>
public readonly ref struct FieldLine
{
    internal FieldLine(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, Anomalies anomalies)
    {
        Name = name;
        Value = value;
        Anomalies = anomalies;
    }

    /// <summary>The name as it was on the wire, without white space around it. The whole line when it has no colon.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The value without white space around it. A folded value still holds its line ends; each reads as a space.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>What is wrong with the line, as a lenient reader would still take it.</summary>
    public Anomalies Anomalies { get; }
}
