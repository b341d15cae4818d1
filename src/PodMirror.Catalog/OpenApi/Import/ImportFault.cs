namespace PodMirror.Catalog.OpenApi;

/// <summary>Why a description is refused.</summary>
/// <param name="Line">The line, from 1; 0 when it is about no place in the text.</param>
/// <param name="Column">The column, from 1: bytes in JSON, characters in YAML; 0 when it is not known.</param>
/// <param name="Message">What is wrong.</param>
public sealed record ImportFault(int Line, int Column, string Message);
