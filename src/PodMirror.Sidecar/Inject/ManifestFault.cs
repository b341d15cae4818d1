namespace PodMirror.Sidecar.Inject;

/// <summary>Why a manifest cannot be read.</summary>
/// <param name="Reason">One line without a stop.</param>
/// <param name="Line">The line, from 1; 0 when it is the whole file.</param>
/// <param name="Column">The column, from 1.</param>
internal sealed record ManifestFault(string Reason, long Line, long Column);
