using System.Buffers;

namespace PodMirror.Catalog.Paths;

/// <summary>
/// Verbs behind a value at the end of a path, as in <c>/orders/17:cancel</c>: custom methods, as Google's APIs have them (AIP-136). In the tree such
/// a verb is a place behind the parameter, with a literal that no segment has.
/// </summary>
internal static class CustomVerb
{
    /// <summary>What the literal of such a place begins with: no segment of a path has a slash.</summary>
    public const string Mark = "/:";

    private const int Longest = 40;

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    // Those of public APIs that are no actions in other places of a path.
    private static readonly HashSet<string> More = new(
        ("ack acknowledge analyze annotate batch classify deploy detect drain failover instantiate migrate modify predict promote pull purge query "
        + "recognize rollback rotate seek stream translate undelete undeploy wait").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Where the colon of what may be a verb stands; -1 when there is none.</summary>
    public static int ColonIn(ReadOnlySpan<char> segment)
    {
        int colon = segment.LastIndexOf(':');
        ReadOnlySpan<char> verb = segment[(colon + 1)..];
        return colon > 0 && verb.Length is > 1 and <= Longest && !verb.ContainsAnyExcept(Letters) ? colon : -1;
    }

    /// <summary>Whether a word is one of those that say to do something: others may be a part of the value.</summary>
    public static bool IsAction(ReadOnlySpan<char> verb)
    {
        int end = verb.IndexOfAnyInRange('A', 'Z');
        ReadOnlySpan<char> first = end < 0 ? verb : verb[..end];
        return ApiWords.IsAction(verb) || More.GetAlternateLookup<ReadOnlySpan<char>>().Contains(first);
    }

    /// <summary>The place of a verb behind a parameter; null when it is not there.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="verb">The verb with its colon.</param>
    public static PathNode? Find(PathNode? parameter, ReadOnlySpan<char> verb)
    {
        Span<char> literal = stackalloc char[Longest + Mark.Length];
        literal[0] = Mark[0];
        verb.CopyTo(literal[1..]);
        return parameter?.Child(literal[..(verb.Length + 1)]);
    }

    /// <summary>The verb of a place, with its colon; nothing when it is another place.</summary>
    public static string Of(PathNode node) => !node.IsParameter && node.Literal.StartsWith(Mark, StringComparison.Ordinal) ? node.Literal[1..] : "";

    /// <summary>The verb behind a parameter in a segment of a template, with its colon: of <c>{id}:cancel</c>. Nothing when there is none.</summary>
    public static string OfTemplate(string segment)
    {
        int colon = segment.StartsWith('{') ? ColonIn(segment) : -1;
        return colon > 2 && segment[colon - 1] == '}' ? segment[colon..] : "";
    }
}
