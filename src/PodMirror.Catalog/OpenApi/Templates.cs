using System.Text;
using PodMirror.Catalog.Paths;

namespace PodMirror.Catalog.OpenApi;

/// <summary>Path templates as OpenAPI has them.</summary>
internal static class Templates
{
    /// <summary>A template without the names of its parameters: what makes two of them the same.</summary>
    public static string Nameless(string template)
    {
        var nameless = new StringBuilder(template.Length);
        for (int at = 0; at < template.Length; at++)
        {
            int close = template[at] == '{' ? template.IndexOf('}', at) : -1;
            nameless.Append(close < 0 ? template[at] : '{');
            if (close >= 0)
            {
                nameless.Append('}');
                at = close;
            }
        }

        return nameless.ToString();
    }

    /// <summary>Whether a segment is a parameter as a whole.</summary>
    public static bool IsParameter(ReadOnlySpan<char> segment) =>
        segment.Length > 2 && segment[0] == '{' && segment.IndexOf('}') == segment.Length - 1;

    /// <summary>A segment without the verb behind its parameter.</summary>
    public static string WithoutVerb(string segment) => segment[..^CustomVerb.OfTemplate(segment).Length];

    /// <summary>The names of a catalog's template, in its order, such as OpenAPI takes them: no two alike, and no marks.</summary>
    public static List<string> Names(string template)
    {
        List<string> names = [];
        foreach (string segment in template.Split('/').Select(WithoutVerb).Where(IsCatalogParameter))
        {
            string name = segment[1..^1].TrimEnd('*').Replace('{', '_').Replace('}', '_');
            name = name.Length == 0 ? "id" : name;
            string distinct = name;
            for (int i = 2; names.Contains(distinct); i++)
            {
                distinct = $"{name}{i}";
            }

            names.Add(distinct);
        }

        return names;
    }

    /// <summary>A catalog's template with such names.</summary>
    public static string WithNames(string template, List<string> names)
    {
        string[] segments = template.Split('/');
        for (int i = 0, parameter = 0; i < segments.Length; i++)
        {
            string verb = CustomVerb.OfTemplate(segments[i]);
            segments[i] = IsCatalogParameter(WithoutVerb(segments[i])) ? "{" + names[parameter++] + "}" + verb : Escape(segments[i]);
        }

        string plain = string.Join('/', segments);
        return plain.StartsWith('/') ? plain : "/" + plain;
    }

    /// <summary>Whether the last parameter stands for the whole rest of the path.</summary>
    public static bool HasRest(string template) => template.EndsWith("*}", StringComparison.Ordinal);

    // As the catalog writes it: braces around a name that a rule may have given, whatever is in it.
    private static bool IsCatalogParameter(string segment) => segment.Length >= 2 && segment[0] == '{' && segment[^1] == '}';

    private static string Escape(string literal) =>
        literal.Replace("{", "%7B", StringComparison.Ordinal).Replace("}", "%7D", StringComparison.Ordinal);
}
