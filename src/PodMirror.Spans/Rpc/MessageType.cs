namespace PodMirror.Spans;

/// <summary>A message by its descriptor.</summary>
internal sealed class MessageType
{
    private readonly Dictionary<int, FieldType> _fields = [];

    /// <summary>Its name with its package.</summary>
    internal required string FullName { get; init; }

    /// <summary>Whether it is the entry of a map: field 1 is the key, field 2 the value.</summary>
    internal bool IsMapEntry { get; set; }

    /// <summary>Which JSON form of its own it has.</summary>
    internal WellKnownType WellKnown { get; init; }

    /// <summary>Its fields.</summary>
    internal IEnumerable<FieldType> Fields => _fields.Values;

    internal void Add(FieldType field) => _fields[field.Number] = field;

    internal FieldType? Find(int number) => _fields.GetValueOrDefault(number);
}
