namespace PodMirror.Spans;

/// <summary>Finds what is known of a name.</summary>
/// <typeparam name="T">What is known.</typeparam>
/// <param name="name">The name.</param>
internal delegate T NameLookup<out T>(ReadOnlySpan<byte> name);
