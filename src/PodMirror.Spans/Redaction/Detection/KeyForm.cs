using System.Buffers;
using System.Text;

namespace PodMirror.Spans;

/// <summary>What the keys of one maker look like: how they begin, and the letters and the length of the rest.</summary>
internal sealed class KeyForm
{
    private readonly byte[] _prefix;
    private readonly SearchValues<byte> _alphabet;
    private readonly int _min;
    private readonly int _max;
    private readonly bool _isMixed;

    /// <summary>Makes a form.</summary>
    /// <param name="prefix">How the key begins.</param>
    /// <param name="alphabet">What the rest is made of.</param>
    /// <param name="min">Bytes of the shortest rest.</param>
    /// <param name="max">Bytes of the longest rest; a longer run is no key.</param>
    /// <param name="isMixed">Whether the rest must hold an upper-case letter, a lower-case one and a digit: words with hyphens begin alike.</param>
    internal KeyForm(string prefix, SearchValues<byte> alphabet, int min, int max, bool isMixed = false) =>
        (_prefix, _alphabet, _min, _max, _isMixed) = (Encoding.ASCII.GetBytes(prefix), alphabet, min, max, isMixed);

    /// <summary>How it begins.</summary>
    internal ReadOnlySpan<byte> Prefix => _prefix;

    /// <summary>The length of the key with which a text begins, or 0.</summary>
    internal int Match(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith(_prefix))
        {
            return 0;
        }

        int rest = TextClass.RunOf(_alphabet, text[_prefix.Length..], _max + 1);
        if (!IsWhole(text, rest))
        {
            // In a path the next segment goes on with letters of base64, too: /sk_live_…/refunds/by_day.
            rest = text.Slice(_prefix.Length, rest).IndexOf((byte)'/');
        }

        return IsWhole(text, rest) ? _prefix.Length + rest : 0;
    }

    private bool IsWhole(ReadOnlySpan<byte> text, int rest)
    {
        int end = _prefix.Length + rest;
        return rest >= _min && rest <= _max && (end == text.Length || !TextClass.IsWord(text[end]))
            && (!_isMixed || IsMixed(text[_prefix.Length..end]));
    }

    private static bool IsMixed(ReadOnlySpan<byte> rest) =>
        rest.ContainsAnyInRange((byte)'A', (byte)'Z') && rest.ContainsAnyInRange((byte)'a', (byte)'z')
        && rest.ContainsAnyInRange((byte)'0', (byte)'9');
}
