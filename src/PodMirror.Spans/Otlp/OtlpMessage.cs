namespace PodMirror.Spans;

/// <summary>One message: its fields, in the order of their numbers.</summary>
public sealed class OtlpMessage
{
    // Fields by number; OTLP's numbers are small and dense.
    private readonly OtlpField?[] _byNumber;

    internal OtlpMessage(string name, params OtlpField[] fields)
        : this(name, isOneOf: false, fields)
    {
    }

    internal OtlpMessage(string name, bool isOneOf, params OtlpField[] fields)
    {
        Name = name;
        IsOneOf = isOneOf;
        Fields = fields;
        _byNumber = new OtlpField?[fields.Max(static field => field.Number) + 1];
        foreach (OtlpField field in fields)
        {
            _byNumber[field.Number] = field;
        }
    }

    /// <summary>The message's name in its .proto file.</summary>
    public string Name { get; }

    /// <summary>Whether all its fields are one oneof, of which the last on the wire counts (AnyValue).</summary>
    public bool IsOneOf { get; }

    /// <summary>The fields.</summary>
    public IReadOnlyList<OtlpField> Fields { get; }

    /// <summary>The field with a number, or null when this version does not know it.</summary>
    public OtlpField? Find(int number) => (uint)number < (uint)_byNumber.Length ? _byNumber[number] : null;
}
