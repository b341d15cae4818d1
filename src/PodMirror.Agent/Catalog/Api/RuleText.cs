using System.Buffers;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>What is wrong with a rule that somebody writes, in words.</summary>
internal static class RuleText
{
    // As long as a path in the store may be, and a verb behind a value (docs/catalog.md).
    private const int MaxLength = 2048;
    private const int MaxVerb = 40;

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Why a template can be none of its kind of rule; null when it can.</summary>
    public static string? FaultOf(TemplateRule rule, CatalogLimits limits)
    {
        string[] segments = rule.Template.StartsWith('/') ? rule.Template[1..].Split('/') : [""];
        bool isValue = IsParameter(segments[^1]);
        return !rule.Template.StartsWith('/') ? "a template begins with /"
            : rule.Template.Length > MaxLength ? $"a template has {MaxLength} characters at most"
            : rule.Template.AsSpan().ContainsAny('?', '#') ? "a template is of a path, which ends before ? and #"
            : rule.Template.Any(char.IsControl) ? "there is a control character in the template"
            : segments.Length > limits.MaxSegments ? $"a template has {limits.MaxSegments} segments at most"
            : Array.Exists(segments, segment => segment.Length > limits.MaxSegmentLength)
                ? $"a segment has {limits.MaxSegmentLength} characters at most"
            : segments.Where((segment, i) => !IsSegment(segment, i == segments.Length - 1)).Any()
                ? "a parameter is a whole segment, as {id}, or the last one with a verb, as {id}:cancel; other braces are no part of a template"
            : rule.Kind is TemplateRuleKind.Merge or TemplateRuleKind.Split && !isValue ? "merge and split end with a parameter, such as {id}"
            : rule.Kind == TemplateRuleKind.Pin && segments[^1].StartsWith('{') ? "pin ends with a literal"
            : null;
    }

    private static bool IsSegment(string segment, bool isLast)
    {
        int end = segment.IndexOf('}', StringComparison.Ordinal);
        return IsParameter(segment)
            || !segment.AsSpan().ContainsAny('{', '}')
            || (isLast && end >= 0 && IsParameter(segment[..(end + 1)]) && IsVerb(segment.AsSpan(end + 1)));
    }

    private static bool IsParameter(string segment) =>
        segment.Length > 2 && segment[0] == '{' && segment[^1] == '}' && !segment.AsSpan(1, segment.Length - 2).ContainsAny('{', '}');

    private static bool IsVerb(ReadOnlySpan<char> verb) =>
        verb.Length is > 2 and <= MaxVerb + 1 && verb[0] == ':' && !verb[1..].ContainsAnyExcept(Letters);
}
