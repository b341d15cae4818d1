namespace PodMirror.Sidecar.Explain;

/// <summary>One thing that decides, or that helps to understand.</summary>
/// <param name="Topic">What it is of, such as <c>webhook</c> or <c>namespace</c>.</param>
/// <param name="IsFor">Whether it speaks for injection; null when it speaks neither for nor against it.</param>
/// <param name="Text">What it says.</param>
internal sealed record ExplainLine(string Topic, bool? IsFor, string Text);
