using PodMirror.Catalog.Paths;

namespace PodMirror.Catalog.OpenApi;

/// <summary>What somebody says an API is: an OpenAPI description, as far as the catalog compares it with what it sees. It never changes.</summary>
public sealed record ApiDescription
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The version of the API.</summary>
    public required string Version { get; init; }

    /// <summary>The version of OpenAPI: <c>2.0</c>, <c>3.0</c>, <c>3.1</c>, <c>3.2</c>.</summary>
    public required string Specification { get; init; }

    /// <summary>Its operations, by template and method; each template and method once.</summary>
    public required IReadOnlyList<DescribedOperation> Operations { get; init; }

    /// <summary>What was left out or mended, each with its line.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>
    /// The rules by which a catalog sees its templates. A parameter that is part of a segment, as in <c>/report.{format}</c>, is beyond a rule, but
    /// for one before a verb at the end, as in <c>/orders/{id}:cancel</c>.
    /// </summary>
    /// <param name="service">The service.</param>
    public IEnumerable<TemplateRule> Rules(string service) =>
        from template in Operations.SelectMany(o => o.Templates).Distinct(StringComparer.Ordinal)
        let verb = CustomVerb.OfTemplate(template[(template.LastIndexOf('/') + 1)..])
        where template[..^verb.Length].Split('/').All(s => Templates.IsParameter(s) || !s.Contains('{', StringComparison.Ordinal))
        select new TemplateRule(service, TemplateRuleKind.Declare, template);
}
