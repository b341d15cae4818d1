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
            NameRule rule = key.Length == 0 ? default : RuleOf(key.In(text));
            bool isSecret = rule.IsSecretIn(names);
            if (!isSecret && !rule.IsAllowedIn(names))
            {
                continue;
            }

            TextValue value = TextValue.After(text, key, separator);
            if (value.End <= value.Start)
            {
                continue;
            }

            values.WriteMatched(name, text[done..value.Start], output);
            Write(isSecret, rule.Mode, key.In(text), text[value.Start..value.End], output);
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

    private void Write(bool isSecret, RedactionMode mode, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ByteBuffer output)
    {
        if (isSecret)
        {
            values.HideSecret(mode, key, value, output);
        }
        else
        {
            output.Append(value);
        }
    }

    private NameRule RuleOf(ReadOnlySpan<byte> key) =>
        key.Contains((byte)'%') ? values.OfEncodedKey(key).Rule : values.OfKey(key).Rule;
}
