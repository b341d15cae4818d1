namespace PodMirror.Sidecar.Inject;

/// <summary>A file that was read.</summary>
/// <param name="Name">As the user knows it.</param>
/// <param name="Manifest">What is in it.</param>
internal sealed record ManifestInput(string Name, Manifest Manifest);
