using System.Text;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Filter;

/// <summary>Conditions on texts. A row that has no text fails them all.</summary>
/// <param name="column">The row's text.</param>
/// <param name="sql">The same as an expression of SQL.</param>
/// <param name="ignoreCase">Whether case makes no difference.</param>
internal sealed class TextConditions(TextColumn column, string sql, bool ignoreCase)
{
    /// <summary>Room to fold what nearly all texts are shorter than.</summary>
    private const int ScratchBytes = 256;

    private readonly string _compared = ignoreCase ? $"{sql} COLLATE NOCASE" : sql;

    /// <summary>Exactly one of some values, with * for any text. The row's text is folded once for all of them.</summary>
    public RowCondition Like(IReadOnlyList<FilterValue> values)
    {
        TextPattern[] patterns = [.. values.Select(value => TextPattern.Of(value, ignoreCase))];
        bool Matches(in ExchangeRow row)
        {
            ReadOnlySpan<byte> text = column(row);
            Span<byte> scratch = stackalloc byte[ignoreCase ? ScratchBytes : 0];
            return !text.IsEmpty && MatchesAny(patterns, ignoreCase ? FoldedText.Of(text, scratch) : text);
        }

        if (patterns.All(pattern => pattern.IsWhole))
        {
            string marks = string.Join(',', patterns.Select(_ => '?'));
            return WithSql(Matches, $"{_compared} IN ({marks})", [.. patterns.Select(pattern => pattern.Texts[0])]);
        }

        return RowCondition.Any([.. patterns.Select(pattern => LikeParts(Matches, pattern.Texts))]) with { Test = Matches };
    }

    /// <summary>Contains a text.</summary>
    public RowCondition Containing(string wanted)
    {
        string folded = ignoreCase ? FoldedText.Of(wanted) : wanted;
        byte[] bytes = Encoding.UTF8.GetBytes(folded);
        bool Matches(in ExchangeRow row)
        {
            ReadOnlySpan<byte> text = column(row);
            Span<byte> scratch = stackalloc byte[ignoreCase ? ScratchBytes : 0];
            return !text.IsEmpty && (ignoreCase ? FoldedText.Of(text, scratch) : text).IndexOf(bytes) >= 0;
        }

        return folded.Length == 0
            ? RowCondition.Exact(Matches, new SqlCondition($"{sql} IS NOT NULL"))
            : WithPart(Matches, folded, isFirst: false);
    }

    private static bool MatchesAny(TextPattern[] patterns, ReadOnlySpan<byte> text)
    {
        foreach (TextPattern pattern in patterns)
        {
            if (pattern.Matches(text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// GLOB and LIKE go back over a text for each star. Of several parts SQL is asked for the longest alone, which the fewest rows have.
    /// </summary>
    private RowCondition LikeParts(RowTest test, IReadOnlyList<string> parts)
    {
        if (parts is [var whole])
        {
            return WithSql(test, $"{_compared} = ?", [whole]);
        }

        string longest = parts.MaxBy(part => part.Length)!;
        if (longest.Length == 0)
        {
            return RowCondition.Exact(test, new SqlCondition($"{sql} IS NOT NULL"));
        }

        bool isOnly = parts.Count(part => part.Length > 0) == 1;
        RowCondition condition = WithPart(test, longest, isFirst: ReferenceEquals(longest, parts[0]));
        return isOnly && parts[^1].Length == 0 ? condition : condition with { May = LongEnough(parts, condition.May), Must = null };
    }

    /// <summary>A pattern of a thousand parts of a letter each is one that few texts are long enough for.</summary>
    private SqlCondition? LongEnough(IReadOnlyList<string> parts, SqlCondition? may)
    {
        // A text that is not ASCII may be shorter than what it is folded to.
        long least = ignoreCase ? 0 : parts.Sum(part => (long)Encoding.UTF8.GetByteCount(part));
        return may is null || least == 0 ? may : SqlCondition.All([new SqlCondition($"octet_length({sql}) >= ?", least), may]);
    }

    /// <summary>LIKE takes a third of the time of instr over lower(), which makes a text for each row.</summary>
    private RowCondition WithPart(RowTest test, string part, bool isFirst)
    {
        if (!ignoreCase)
        {
            return WithSql(test, $"instr({sql}, ?) {(isFirst ? "= 1" : "> 0")}", [part]);
        }

        string escaped = string.Concat(part.Select(letter => letter is '%' or '_' or '!' ? $"!{letter}" : letter.ToString()));
        return WithSql(test, $"{sql} LIKE ? ESCAPE '!'", [$"{(isFirst ? "" : "%")}{escaped}%"]);
    }

    /// <summary>SQL folds the case of ASCII alone: such a text may be meant, where case makes no difference.</summary>
    private RowCondition WithSql(RowTest test, string text, string[] values)
    {
        if (values.Any(value => value.Contains('\0', StringComparison.Ordinal)))
        {
            // Some of SQLite's functions take NUL for the end of a text.
            return new RowCondition(test, null, null);
        }

        var condition = new SqlCondition(text, [.. values]);
        if (!ignoreCase)
        {
            return RowCondition.Exact(test, condition);
        }

        var isOther = new SqlCondition($"octet_length({sql}) > length({sql})");
        return values.All(value => Ascii.IsValid(value))
            ? new RowCondition(test, SqlCondition.Any([new SqlCondition($"({text})", condition.Values), isOther]), condition)
            : new RowCondition(test, isOther, null);
    }
}
