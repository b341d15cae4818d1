namespace PodMirror.Spans;

/// <summary>The states of <see cref="ContextAutomaton"/>: a transition for each letter, and what ends at each state.</summary>
internal sealed class ContextTrie
{
    private const int Letters = 26;
    private readonly List<int> _next = [.. new int[Letters]];
    private readonly List<int> _depth = [0];
    private readonly List<ValueContext> _anywhere = [ValueContext.None];
    private readonly List<ValueContext> _whole = [ValueContext.None];

    private ContextTrie()
    {
    }

    /// <summary>The state after a state and a letter, at state × 26 + letter.</summary>
    internal int[] Next { get; private set; } = [];

    /// <summary>The state of the longest proper suffix.</summary>
    internal int[] Failure { get; private set; } = [];

    /// <summary>The nearest state, itself included and then by suffixes, in which a word ends that must be whole; 0 when there is none.</summary>
    internal int[] FirstWhole { get; private set; } = [];

    /// <summary>Letters from the root.</summary>
    internal int[] Depth { get; private set; } = [];

    /// <summary>What the words say that end here and count anywhere, those of its suffixes included.</summary>
    internal ValueContext[] Anywhere { get; private set; } = [];

    /// <summary>What the word says that ends here and must be whole.</summary>
    internal ValueContext[] Whole { get; private set; } = [];

    /// <summary>Makes the automaton of all words.</summary>
    internal static ContextTrie Build()
    {
        var trie = new ContextTrie();
        trie.AddAll(ContextWords.Anywhere, trie._anywhere);
        trie.AddAll(ContextWords.Whole, trie._whole);
        trie.Link();
        return trie;
    }

    private void AddAll((ValueContext Context, string Words)[] entries, List<ValueContext> ends)
    {
        foreach ((ValueContext context, string words) in entries)
        {
            foreach (string word in words.Split(' '))
            {
                ends[Add(word)] |= context;
            }
        }
    }

    private int Add(string word)
    {
        int state = 0;
        foreach (char c in word)
        {
            int edge = (state * Letters) + c - 'a';
            if (_next[edge] == 0)
            {
                _next[edge] = _depth.Count;
                _depth.Add(_depth[state] + 1);
                _anywhere.Add(ValueContext.None);
                _whole.Add(ValueContext.None);
                _next.AddRange(new int[Letters]);
            }

            state = _next[edge];
        }

        return state;
    }

    // Breadth first, so that the failure of a state, which is shorter, is complete before it is needed.
    private void Link()
    {
        (Next, Depth, Anywhere, Whole) = ([.. _next], [.. _depth], [.. _anywhere], [.. _whole]);
        (Failure, FirstWhole) = (new int[Depth.Length], new int[Depth.Length]);
        var queue = new Queue<int>([0]);
        while (queue.TryDequeue(out int state))
        {
            Anywhere[state] |= Anywhere[Failure[state]];
            FirstWhole[state] = Whole[state] != ValueContext.None ? state : FirstWhole[Failure[state]];
            for (int letter = 0; letter < Letters; letter++)
            {
                int edge = (state * Letters) + letter;
                int bySuffix = state == 0 ? 0 : Next[(Failure[state] * Letters) + letter];
                if (Next[edge] == 0)
                {
                    Next[edge] = bySuffix;
                }
                else
                {
                    Failure[Next[edge]] = bySuffix;
                    queue.Enqueue(Next[edge]);
                }
            }
        }
    }
}
