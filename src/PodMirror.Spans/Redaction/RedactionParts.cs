namespace PodMirror.Spans;

/// <summary>What takes each form apart, put together once: they share the rules and what was found, and look into each other's values.</summary>
internal sealed class RedactionParts
{
    internal RedactionParts(RedactionRules? rules)
    {
        Values = new ValueRedactor(rules);
        Texts = new TextRedactor(Values);

        // Inside a value of a value there is only text: so deep, and no deeper, does one string lead into another.
        var innermost = new StringRedactor(Values, Texts);
        var nestedUrls = new UrlRedactor(Values, new QueryRedactor(Values, innermost));
        var nested = new StringRedactor(Values, Texts)
        {
            Json = new JsonRedactor(Values, Texts, innermost),
            GraphQL = new GraphQLRedactor(Values, innermost),
        };
        Strings = new StringRedactor(Values, Texts) { Json = nested.Json, GraphQL = nested.GraphQL, Urls = nestedUrls };
        Queries = new QueryRedactor(Values, nested);
        Urls = new UrlRedactor(Values, Queries);
        Cookies = new CookieRedactor(Values);
        Json = new JsonRedactor(Values, Texts, Strings);
        GraphQL = new GraphQLRedactor(Values, Strings);
        Xml = new XmlRedactor(Values, Texts, Strings);
    }

    internal ValueRedactor Values { get; }

    internal TextRedactor Texts { get; }

    internal StringRedactor Strings { get; }

    internal QueryRedactor Queries { get; }

    internal UrlRedactor Urls { get; }

    internal CookieRedactor Cookies { get; }

    internal JsonRedactor Json { get; }

    internal GraphQLRedactor GraphQL { get; }

    internal XmlRedactor Xml { get; }
}
