namespace PodMirror.Spans;

/// <summary>Where a text stands that is taken apart.</summary>
/// <param name="kind">The part of the message.</param>
/// <param name="name">The name of that part, which then stands for whatever is found in it; empty when keys in the text do.</param>
internal readonly ref struct Place(PlaceKind kind, ReadOnlySpan<byte> name = default)
{
    internal PlaceKind Kind { get; } = kind;

    internal ReadOnlySpan<byte> Name { get; } = name;

    /// <summary>Reports what was found under a key.</summary>
    internal void Report(ValueRedactor values, ReadOnlySpan<byte> key)
    {
        if (Kind != PlaceKind.None && values.HasFound)
        {
            values.Report(Kind, Name.IsEmpty ? key : Name);
        }
    }
}
