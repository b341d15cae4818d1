using System.Buffers;

namespace PodMirror.Spans;

/// <summary>
/// Redacts text without a structure that is known: values after keys that are secret (<c>password=x</c>, <c>Token: x</c>, also in quotes
/// and in broken JSON), and what looks sensitive. One pass; what is looked back over is bounded.
/// </summary>
/// <param name="values">Decides about each value.</param>
internal sealed class TextRedactor(ValueRedactor values)
{
    private static readonly SearchValues<byte> Separators = SearchValues.Create("=:"u8);

    private readonly ByteBuffer _plain = new(BodyDecoder.MaxLayerBytes);

    /// <summary>Writes a text with its secrets replaced.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name under which all of it stands; may be empty.</param>
    /// <param name="names">The lists of names that hold for its keys.</param>
    /// <param name="output">Where to.</param>
    /// <returns>False when there is nothing to hide; then nothing was written.</returns>
    internal bool TryWrite(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, NamePlaces names, ByteBuffer output)
    {
        // Scripts and pieces of JSON in a text may write any character so.
        if (text.IndexOf("\\u00"u8) >= 0)
        {
            _plain.Clear();
            JsonEscapes.UnescapeAscii(text, _plain);
            text = _plain.Written;
        }

        return TryWritePlain(text, name, names, output);
    }

    private bool TryWritePlain(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, NamePlaces names, ByteBuffer output)
    {
        int done = 0;
        int at = 0;
        while (text[at..].IndexOfAny(Separators) is >= 0 and var next)
        {
            int separator = at + next;
            at = separator + 1;
            TextKey key = TextKey.Before(text, done, separator);
            KeyVerdict verdict = key.Length == 0 ? default : VerdictOf(key.In(text));
            bool isKnown = verdict.Rule.IsSecretIn(names) || verdict.Rule.IsAllowedIn(names);
            if (!isKnown && !verdict.Tells)
            {
                continue;
            }

            TextValue value = isKnown ? TextValue.After(text, key, separator) : TextValue.ShortAfter(text, separator);
            if (value.End <= value.Start || (!isKnown && !values.IsSensitive(key.In(text), text[value.Start..value.End])))
            {
                continue;
            }

            values.WriteMatched(name, text[done..value.Start], output);
            Write(verdict.Rule, names, key.In(text), text[value.Start..value.End], output);
            done = value.End;
            at = done;
        }

        if (done == 0)
        {
            return values.TryHideMatches(name, text, output);
        }

        values.WriteMatched(name, text[done..], output);
        return true;
    }

    private void Write(NameRule rule, NamePlaces names, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ByteBuffer output)
    {
        if (rule.IsSecretIn(names))
        {
            values.HideSecret(rule.Mode, key, value, output);
        }
        else if (rule.IsAllowedIn(names))
        {
            output.Append(value);
        }
        else
        {
            values.WriteMatched(key, value, output);
        }
    }

    private KeyVerdict VerdictOf(ReadOnlySpan<byte> key) =>
        key.Contains((byte)'%') ? values.OfEncodedKey(key) : values.OfKey(key);
}
