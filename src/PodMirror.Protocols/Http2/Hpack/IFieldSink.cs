namespace PodMirror.Protocols;

/// <summary>Takes the fields of a field block in their order.</summary>
internal interface IFieldSink
{
    /// <summary>A field; the bytes are gone when the call returns.</summary>
    void OnField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);

    /// <summary>A field of which the name, or all, was told before we listened.</summary>
    void OnUnknownField();
}
