namespace PodMirror.E2E.Tests.Images;

/// <summary>A file of an image.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Mode">Its permissions.</param>
/// <param name="Attribute">The extended attribute that was asked for; null where the file has none.</param>
internal sealed record OciFile(string Path, UnixFileMode Mode, string? Attribute);
