namespace PodMirror.Spans;

/// <summary>
/// Finds the words of <see cref="ContextWords"/> in a name in one pass (Aho and Corasick 1975), whatever joins the parts of the name:
/// <c>card_number</c>, <c>cardNumber</c>, <c>Card-Number</c> and <c>CARDNUMBER</c> are one name to it.
/// </summary>
internal static class ContextAutomaton
{
    /// <summary>Letters of a name that are looked at, its last ones. Longer names carry the telling word at their end.</summary>
    internal const int MaxLetters = 64;

    // Separators and digits among the letters of a name: twice its letters are more than names have.
    private const int MaxBytes = 2 * MaxLetters;
    private const int Letters = 26;

    private static readonly ContextTrie Trie = ContextTrie.Build();

    /// <summary>What a name says of its value.</summary>
    internal static ValueContext Of(ReadOnlySpan<byte> name)
    {
        Span<byte> letters = stackalloc byte[MaxLetters];
        int first = Math.Max(0, name.Length - MaxBytes);
        int count = 0;
        ulong starts = 0;
        for (int i = first; i < name.Length && count < MaxLetters; i++)
        {
            int letter = (name[i] | 0x20) - 'a';
            if ((uint)letter < Letters)
            {
                starts |= (IsStart(name, i) ? 1UL : 0) << count;
                letters[count++] = (byte)letter;
            }
        }

        return Walk(letters[..count], starts);
    }

    private static ValueContext Walk(ReadOnlySpan<byte> letters, ulong starts)
    {
        ValueContext found = ValueContext.None;
        int state = 0;
        for (int i = 0; i < letters.Length; i++)
        {
            state = Trie.Next[(state * Letters) + letters[i]];
            found |= Trie.Anywhere[state];
            for (int at = Trie.FirstWhole[state]; at != 0; at = Trie.FirstWhole[Trie.Failure[at]])
            {
                bool ends = i + 1 == letters.Length || ((starts >> (i + 1)) & 1) != 0;
                bool begins = ((starts >> (i + 1 - Trie.Depth[at])) & 1) != 0;
                found |= begins && ends ? Trie.Whole[at] : ValueContext.None;
            }
        }

        return found;
    }

    // A word begins after anything that is no letter, at an upper-case letter after a lower-case one, and at the last of several
    // upper-case letters when a lower-case one follows (SSNValue).
    private static bool IsStart(ReadOnlySpan<byte> name, int i)
    {
        if (i == 0 || (!TextClass.IsLetter(name[i - 1]) && name[i - 1] < 128))
        {
            return true;
        }

        bool afterLower = !TextClass.IsUpper(name[i - 1]);
        bool beforeLower = i + 1 < name.Length && TextClass.IsLetter(name[i + 1]) && !TextClass.IsUpper(name[i + 1]);
        return TextClass.IsUpper(name[i]) && (afterLower || beforeLower);
    }
}
