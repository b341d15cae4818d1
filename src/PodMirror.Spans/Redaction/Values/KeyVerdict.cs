namespace PodMirror.Spans;

/// <summary>What is known of a key.</summary>
/// <param name="Rule">What the rules say.</param>
/// <param name="IsSensitive">Whether the key itself holds a sensitive value, as in a map from mailboxes to people.</param>
/// <param name="Tells">Whether it says of its value what no word before it in a text would: a date is one of birth by its key alone.</param>
internal readonly record struct KeyVerdict(NameRule Rule, bool IsSensitive, bool Tells);
