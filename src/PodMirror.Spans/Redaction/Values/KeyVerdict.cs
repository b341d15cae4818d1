namespace PodMirror.Spans;

/// <summary>What is known of a key.</summary>
/// <param name="Rule">What the rules say.</param>
/// <param name="IsSensitive">Whether the key itself holds a sensitive value, as in a map from mailboxes to people.</param>
/// <param name="Context">What it says that its value is.</param>
internal readonly record struct KeyVerdict(NameRule Rule, bool IsSensitive, ValueContext Context)
{
    /// <summary>Whether it says of its value what no word before it in a text would: a date is one of birth by its key alone.</summary>
    internal bool Tells => (Context & (ValueContext.BirthDate | ValueContext.Heroku)) != 0;
}
