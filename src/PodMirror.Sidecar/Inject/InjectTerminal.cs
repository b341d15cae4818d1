namespace PodMirror.Sidecar.Inject;

/// <summary>What inject finds around it.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output, for the manifests.</param>
/// <param name="Error">Standard error, for the report.</param>
/// <param name="Colours">Whether the report is coloured.</param>
internal sealed record InjectTerminal(Stream Input, Stream Output, TextWriter Error, bool Colours);
