using System.Text;

namespace PodMirror.Agent.Filter;

/// <summary>
/// A text with stars that stand for any text: parts in this order, the first at the beginning and the last at the end. Each part is looked for
/// once, from where the one before it ended, so that no pattern goes back and runs long.
/// </summary>
internal sealed class TextPattern
{
    private readonly byte[][] _parts;

    private TextPattern(byte[][] parts, string[] texts) => (_parts, Texts) = (parts, texts);

    /// <summary>The parts between the stars, of which the first and the last may be empty; or the whole text.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>Whether there is no star, and the whole text is meant.</summary>
    public bool IsWhole => _parts.Length == 1;

    /// <summary>A value with its stars.</summary>
    public static TextPattern Of(FilterValue value, bool ignoreCase)
    {
        string text = ignoreCase ? FoldedText.Of(value.Text) : value.Text;
        string[] parts = value.IsPattern ? SplitAtStars(text) : [text];
        return new TextPattern([.. parts.Select(Encoding.UTF8.GetBytes)], parts);
    }

    /// <summary>Whether a text is one of those meant.</summary>
    public bool Matches(ReadOnlySpan<byte> text)
    {
        if (IsWhole)
        {
            return text.SequenceEqual(_parts[0]);
        }

        (byte[] first, byte[] last) = (_parts[0], _parts[^1]);
        if (text.Length < first.Length + last.Length || !text.StartsWith(first) || !text.EndsWith(last))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = text[first.Length..^last.Length];
        foreach (byte[] part in _parts.AsSpan(1, _parts.Length - 2))
        {
            int found = rest.IndexOf(part);
            if (found < 0)
            {
                return false;
            }

            rest = rest[(found + part.Length)..];
        }

        return true;
    }

    /// <summary>Several stars in a row are one.</summary>
    private static string[] SplitAtStars(string text)
    {
        string[] parts = text.Split('*');
        return [.. parts.Where((part, i) => part.Length > 0 || i == 0 || i == parts.Length - 1)];
    }
}
