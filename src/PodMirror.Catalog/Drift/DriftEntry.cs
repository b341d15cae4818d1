namespace PodMirror.Catalog.Drift;

/// <summary>What is remembered of an operation.</summary>
/// <param name="Fingerprint">Of how it stood: its status and changes.</param>
/// <param name="Since">Since when, in milliseconds since 1970.</param>
/// <param name="Accepted">Whether that was accepted.</param>
internal sealed record DriftEntry(ulong Fingerprint, long Since, bool Accepted);
