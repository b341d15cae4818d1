using System.Buffers;

namespace PodMirror.Spans;

/// <summary>One search through one text, with what is known of it so far.</summary>
internal ref struct ValueScan
{
    // Five words, as a rule; more would reach into another field of a body.
    private const int BeforeBytes = 40;

    private static readonly SearchValues<byte> EndOfClause = SearchValues.Create(",;&|{}\n"u8);
    private static readonly SearchValues<byte> BeforeSegment = SearchValues.Create("/ \t\r\n\"'<>,;"u8);

    private ValueContext _ofName;
    private bool _isNameRead;

    /// <summary>Begins a search.</summary>
    internal ValueScan(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, SensitiveKindSet kinds, int from)
    {
        Text = text;
        Name = name;
        Kinds = kinds;
        From = from;
    }

    /// <summary>Begins a search in a value of which it is known what its name says.</summary>
    internal ValueScan(ReadOnlySpan<byte> text, ValueContext ofName, SensitiveKindSet kinds, int from)
        : this(text, default(ReadOnlySpan<byte>), kinds, from) => (_ofName, _isNameRead) = (ofName, true);

    /// <summary>The whole text.</summary>
    internal readonly ReadOnlySpan<byte> Text { get; }

    /// <summary>The name of the value that the text is.</summary>
    internal readonly ReadOnlySpan<byte> Name { get; }

    /// <summary>What is looked for.</summary>
    internal readonly SensitiveKindSet Kinds { get; }

    /// <summary>No match begins before it.</summary>
    internal readonly int From { get; }

    /// <summary>What the name says.</summary>
    internal ValueContext NameContext
    {
        get
        {
            if (!_isNameRead)
            {
                _ofName = ContextAutomaton.Of(Name);
                _isNameRead = true;
            }

            return _ofName;
        }
    }

    /// <summary>What the name says, and in the same clause the words before an offset. Costs the same wherever the offset lies.</summary>
    internal ValueContext ContextAt(int start)
    {
        ReadOnlySpan<byte> before = Text[Math.Max(0, start - BeforeBytes)..start];
        int clause = before.LastIndexOfAny(EndOfClause);
        before = before[(clause + 1)..];

        // What is counted is no reason to doubt a card in a text: "order 17, card 4..." has both.
        return before.Length < 2 ? NameContext : NameContext | (ContextAutomaton.Of(before) & ~ValueContext.Counted);
    }

    /// <summary>The byte at an offset, or 0 when it lies outside of the text.</summary>
    internal readonly byte At(int offset) => (uint)offset < (uint)Text.Length ? Text[offset] : (byte)0;

    /// <summary>Whether a number may begin at an offset: what is before it does not make it part of a longer number or word.</summary>
    internal readonly bool BeginsNumber(int start)
    {
        byte before = At(start - 1);
        return before switch
        {
            0 => true,
            (byte)'-' or (byte)'+' or (byte)'@' or (byte)'$' or (byte)'#' or (byte)'\\' => false,
            (byte)'.' => !TextClass.IsWord(At(start - 2)),
            (byte)':' => !TextClass.IsDigit(At(start - 2)),
            _ => !TextClass.IsWord(before),
        };
    }

    /// <summary>Whether a number may end before an offset: what follows does not make it part of a longer number, word or address.</summary>
    internal readonly bool EndsNumber(int end)
    {
        byte after = At(end);
        return after switch
        {
            0 => true,
            (byte)'@' or (byte)'%' or (byte)'+' => false,
            (byte)'-' => !TextClass.IsWord(At(end + 1)),
            (byte)'/' => !TextClass.IsDigit(At(end + 1)) || IsSegment(end),
            (byte)'.' or (byte)':' => !TextClass.IsDigit(At(end + 1)),
            _ => !TextClass.IsWord(after),
        };
    }

    // /people/078-05-1120/25: between two slashes is a segment of a path, and no part of a date.
    private readonly bool IsSegment(int end)
    {
        ReadOnlySpan<byte> before = Text[Math.Max(0, end - BeforeBytes)..end];
        return before.LastIndexOfAny(BeforeSegment) is >= 0 and var at && before[at] == '/';
    }

    /// <summary>Whether a key or token may begin at an offset: it is not the rest of a longer one.</summary>
    internal readonly bool BeginsToken(int start) => At(start - 1) is var before && before != '-' && before != '.' && !TextClass.IsWord(before);

    /// <summary>Makes a match of a kind that is looked for.</summary>
    internal readonly bool Found(SensitiveKind kind, int start, int end, out SensitiveMatch match)
    {
        bool isWanted = start >= From && Kinds.Contains(kind);
        match = isWanted ? new SensitiveMatch(start, end - start, kind) : default;
        return isWanted;
    }
}
