using System.Text;

namespace PodMirror.Catalog.Paths;

/// <summary>Names a parameter: as its rule says, else as its values are named in responses, else after what stands before it.</summary>
internal static class ParameterName
{
    private const string Unnamed = "id";

    /// <summary>Of a parameter.</summary>
    public static string Of(PathNode parameter)
    {
        if (parameter.Literal.Length > 0)
        {
            return parameter.Literal;
        }

        string noun = Noun(parameter);
        string otherwise = parameter.Values!.Words * 2 > parameter.Values.Total ? "name" : Unnamed;
        string suffix = parameter.Values.Name is { Length: > 0 } known ? known : otherwise;
        bool isWhole = suffix.Contains(noun, StringComparison.OrdinalIgnoreCase)
            || (suffix.Length > 5 && suffix.EndsWith("id", StringComparison.OrdinalIgnoreCase));
        if (noun.Length == 0 || isWhole)
        {
            return Clean(suffix);
        }

        return Clean(noun + char.ToUpperInvariant(suffix[0]) + suffix[1..]);
    }

    // The last literal before it that is no version, in the singular.
    private static string Noun(PathNode parameter)
    {
        PathNode? at = parameter.Parent;
        while (at is { Parent: not null } && (at.IsParameter || SegmentRecogniser.Recognise(at.Literal) != SegmentType.Word))
        {
            at = at.Parent;
        }

        return at is null ? "" : Singular(at.Literal);
    }

    private static string Singular(string noun)
    {
        if (!ApiWords.IsPlural(noun))
        {
            return noun;
        }

        return noun.EndsWith("ies", StringComparison.Ordinal) ? noun[..^3] + "y"
            : noun.EndsWith("sses", StringComparison.Ordinal) || noun.EndsWith("xes", StringComparison.Ordinal) ? noun[..^2]
            : noun[..^1];
    }

    // A name of letters and digits, in camel case, whatever joined its words.
    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        bool upper = false;
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                upper = clean.Length > 0;
                continue;
            }

            clean.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        return clean.Length == 0 ? Unnamed : clean.ToString();
    }
}
