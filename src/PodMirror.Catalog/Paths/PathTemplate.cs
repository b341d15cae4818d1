namespace PodMirror.Catalog.Paths;

/// <summary>Writes the template of a place: <c>/orders/{orderId}/items</c>.</summary>
internal static class PathTemplate
{
    // A number, date or prefixed id that is the only one in so many calls is a literal: /api/0/, /2010-04-01/.
    private const int LiteralAfter = 50;

    /// <summary>Of a place.</summary>
    public static string Of(PathNode node)
    {
        List<string> segments = [];
        string verb = CustomVerb.Of(node);
        for (PathNode at = verb.Length == 0 ? node : node.Parent!; at.Parent is not null; at = at.Parent)
        {
            segments.Add(at.IsParameter ? Parameter(at) : Escape(at.Literal));
        }

        segments.Reverse();
        Distinguish(segments);
        return "/" + string.Join('/', segments) + verb;
    }

    /// <summary>The parameters of a place, in the order of the path.</summary>
    public static List<PathParameterSnapshot> Parameters(PathNode node)
    {
        string[] names = [.. Of(node).Split('/').Where(s => s.StartsWith('{')).Select(s => s[1..s.LastIndexOf('}')].TrimEnd('*'))];
        List<PathParameterSnapshot> parameters = [];
        for (PathNode at = node; at.Parent is not null; at = at.Parent)
        {
            if (at.IsParameter && !IsLiteral(at))
            {
                parameters.Add(Parameter(at, names[^(parameters.Count + 1)]));
            }
        }

        parameters.Reverse();
        return parameters;
    }

    /// <summary>Whether a parameter has had one value only, which makes it a literal after some calls.</summary>
    public static bool IsLiteral(PathNode parameter) =>
        parameter.Values is { Distinct.Count: 1, Samples.Count: 1, Words: 0 } values && (parameter.Rule & PositionRule.Declared) == 0
        && parameter.Parent!.Rule == PositionRule.None && parameter.Calls >= LiteralAfter
        && values.MainType() is SegmentType.Integer or SegmentType.Decimal or SegmentType.Date or SegmentType.PrefixedId;

    private static PathParameterSnapshot Parameter(PathNode node, string name)
    {
        SegmentType type = node.Values!.MainType();
        string? format = type switch
        {
            SegmentType.Uuid => "uuid",
            SegmentType.Date => "date",
            SegmentType.Email => "email",
            _ => null,
        };
        string ofJson = type == SegmentType.Integer ? "integer" : "string";
        return new PathParameterSnapshot(name, ofJson, format, [.. node.Values.Samples], node.Values.Distinct.Count);
    }

    private static string Parameter(PathNode node) =>
        IsLiteral(node) ? Escape(node.Values!.Samples[0]) : "{" + ParameterName.Of(node) + (node.Capped ? "*}" : "}");

    // Braces in a path are no parameter.
    private static string Escape(string literal) =>
        literal.Replace("{", "%7B", StringComparison.Ordinal).Replace("}", "%7D", StringComparison.Ordinal);

    // Two parameters of one name make no template.
    private static void Distinguish(List<string> segments)
    {
        for (int i = 1; i < segments.Count; i++)
        {
            int same = 1;
            string name = segments[i];
            while (name.StartsWith('{') && segments.IndexOf(segments[i]) < i)
            {
                segments[i] = $"{name[..^1]}{++same}}}";
            }
        }
    }
}
