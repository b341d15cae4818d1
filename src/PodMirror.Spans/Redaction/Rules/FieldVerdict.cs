namespace PodMirror.Spans;

/// <summary>What of a field's value may leave, and what stands in the place of the rest.</summary>
internal readonly record struct FieldVerdict(FieldRule Rule, RedactionMode Mode);
