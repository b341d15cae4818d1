using System.Text;

namespace PodMirror.Agent.Filter;

/// <summary>
/// Reads the terms of a filter by docs/filter.md. The page has the same reader in TypeScript, and tests/filter-cases.json holds the two together.
/// Pure, one pass over the text, and never an exception.
/// </summary>
internal sealed class FilterSyntax
{
    private readonly string _text;
    private FilterFault? _fault;

    private FilterSyntax(string text) => _text = text;

    /// <summary>The terms, or the first thing that is wrong.</summary>
    public static FilterFault? TryRead(string text, out IReadOnlyList<FilterTerm> terms)
    {
        var syntax = new FilterSyntax(text);
        terms = syntax.ReadTerms();
        return syntax._fault;
    }

    private List<FilterTerm> ReadTerms()
    {
        var terms = new List<FilterTerm>();
        if (_text.Length > FilterLimits.MaxLength)
        {
            Fail($"a filter has at most {FilterLimits.MaxLength} characters", FilterLimits.MaxLength, _text.Length);
            return terms;
        }

        for (int at = SkipSpace(0); at < _text.Length; at = SkipSpace(at))
        {
            int start = at;
            FilterTerm term = ReadTerm(ref at);
            if (_fault is not null)
            {
                return terms;
            }

            terms.Add(term);
            if (terms.Count > FilterLimits.MaxTerms)
            {
                Fail($"a filter has at most {FilterLimits.MaxTerms} terms", start, _text.Length);
                return terms;
            }
        }

        return terms;
    }

    private int SkipSpace(int at)
    {
        while (at < _text.Length && IsSpace(_text[at]))
        {
            at++;
        }

        return at;
    }

    private FilterTerm ReadTerm(ref int at)
    {
        bool isNegated = _text[at] == '-';
        int fieldStart = isNegated ? at + 1 : at;
        int fieldEnd = EndOfField(fieldStart);
        int valueStart = fieldEnd;
        if (fieldEnd == fieldStart || !TryReadOperator(ref valueStart, out FilterOperator comparison, out bool isUnequal))
        {
            FilterValue text = ReadText(fieldStart, isNegated);
            at = text.End;
            return new FilterTerm(isNegated, null, fieldStart, FilterOperator.Equal, [text]);
        }

        string field = _text[fieldStart..fieldEnd];
        List<FilterValue> values = ReadValues(valueStart, field);
        at = values[^1].End;
        return new FilterTerm(isNegated != isUnequal, field, fieldStart, comparison, values);
    }

    private int EndOfField(int start)
    {
        int at = start;
        while (at < _text.Length && (char.IsAsciiLetterLower(_text[at]) || (at > start && _text[at] == '_')))
        {
            at++;
        }

        return at;
    }

    private bool TryReadOperator(ref int at, out FilterOperator comparison, out bool isUnequal)
    {
        (char first, bool isEqualNext) = (CharAt(at), CharAt(at + 1) == '=');
        isUnequal = first == '!' && isEqualNext;
        comparison = first switch
        {
            '>' => isEqualNext ? FilterOperator.GreaterOrEqual : FilterOperator.Greater,
            '<' => isEqualNext ? FilterOperator.LessOrEqual : FilterOperator.Less,
            _ => FilterOperator.Equal,
        };
        at += first is '>' or '<' or '!' && isEqualNext ? 2 : 1;
        return isUnequal || first is ':' or '=' or '>' or '<';
    }

    private FilterValue ReadText(int start, bool isNegated)
    {
        FilterValue value = ReadValue(start, isInList: false);
        if (value.IsMissing)
        {
            Fail("after - comes what is not to be shown", start - 1, start);
        }
        else if (!value.IsQuoted && (value.Text is "AND" or "OR" or "NOT" || value.Text[0] == '(' || value.Text[^1] == ')'))
        {
            string advice = isNegated ? "" : ", and all terms must hold";
            Fail($"{value.Text} is kept for later{advice}; put it in quotes to search for it", start, value.End);
        }

        return value;
    }

    private List<FilterValue> ReadValues(int at, string field)
    {
        var values = new List<FilterValue>();
        do
        {
            FilterValue value = ReadValue(at, isInList: true);
            if (value.IsMissing)
            {
                Fail($"{field} needs a value here", value.Start, value.End);
            }

            values.Add(value);
            at = value.End + 1;
        }
        while (_fault is null && CharAt(at - 1) == ',');
        return values;
    }

    /// <summary>A value in quotes, or what goes to the next space or, in a list, comma.</summary>
    private FilterValue ReadValue(int start, bool isInList)
    {
        if (CharAt(start) == '"')
        {
            return ReadQuoted(start, isInList);
        }

        int end = start;
        while (end < _text.Length && !EndsValue(_text[end], isInList))
        {
            end++;
        }

        return new FilterValue(_text[start..end], IsQuoted: false, start, end);
    }

    private FilterValue ReadQuoted(int start, bool isInList)
    {
        var value = new StringBuilder();
        for (int at = start + 1; at < _text.Length; at++)
        {
            if (_text[at] == '"')
            {
                if (at + 1 < _text.Length && !EndsValue(_text[at + 1], isInList))
                {
                    Fail("a space belongs behind the quote", at + 1, at + 2);
                }

                return new FilterValue(value.ToString(), IsQuoted: true, start, at + 1);
            }

            at += _text[at] == '\\' ? 1 : 0;
            if (at < _text.Length)
            {
                value.Append(_text[at]);
            }
        }

        Fail("this quote is not closed", start, _text.Length);
        return new FilterValue(value.ToString(), IsQuoted: true, start, _text.Length);
    }

    private char CharAt(int at) => at < _text.Length ? _text[at] : '\0';

    /// <summary>The first thing that is wrong is told: what comes after is often only what follows from it.</summary>
    private void Fail(string message, int start, int end) => _fault ??= new FilterFault(message, start, end);

    private static bool EndsValue(char character, bool isInList) => IsSpace(character) || (isInList && character == ',');

    /// <summary>White space as ECMAScript has it (ECMA-262, 12.2 and 12.3), which the page reads by: U+FEFF is one, U+0085 is none.</summary>
    private static bool IsSpace(char character) => character == '\ufeff' || (character != '\u0085' && char.IsWhiteSpace(character));
}
