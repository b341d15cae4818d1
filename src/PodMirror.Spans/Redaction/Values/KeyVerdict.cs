namespace PodMirror.Spans;

/// <summary>What is known of a key.</summary>
/// <param name="Rule">What the rules say.</param>
/// <param name="IsSensitive">Whether the key itself holds a sensitive value, as in a map from mailboxes to people.</param>
internal readonly record struct KeyVerdict(NameRule Rule, bool IsSensitive);
