namespace PodMirror.Spans;

/// <summary>One part of a multipart body, where it lies: what its head says, and how long its content is.</summary>
internal readonly ref struct MultipartPart
{
    /// <summary>The name of its Content-Disposition; empty when it has none.</summary>
    internal ReadOnlySpan<byte> Name { get; init; }

    /// <summary>The file name of its Content-Disposition; empty when it has none.</summary>
    internal ReadOnlySpan<byte> FileName { get; init; }

    /// <summary>Its Content-Type; empty when it has none.</summary>
    internal ReadOnlySpan<byte> ContentType { get; init; }

    /// <summary>Bytes of its content that are here.</summary>
    internal int ContentBytes { get; init; }
}
