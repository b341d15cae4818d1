using PodMirror.Agent.Api;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>GET, POST and DELETE /api/v1/rules: what users say about templates. docs/api.md is its contract.</summary>
internal sealed class RulesEndpoint(CatalogFeed feed, ChangeLog changes)
{
    private static readonly string[] Members = ["service", "kind", "template"];

    /// <summary>All rules.</summary>
    public async Task ListAsync(HttpContext context)
    {
        if (StrictQuery.TryRead(context.Request.Query, [], out _) is { } problem)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        CatalogView view = await feed.ViewAsync(context.RequestAborted);
        await Answer.SendAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("rules"u8);
            foreach (KnownRule rule in view.Rules)
            {
                EndpointDetailJson.WriteRule(json, rule);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>Adds one.</summary>
    public async Task AddAsync(HttpContext context)
    {
        Problem? problem = StrictQuery.TryRead(context.Request.Query, [], out _);
        string[] values = [];
        if (problem is null)
        {
            (problem, values) = await ChangeReader.ReadAsync(context.Request, Members);
        }

        TemplateRule? rule = null;
        problem ??= TryRead(values, out rule);
        KnownRule? added = null;
        if (problem is null)
        {
            await feed.ChangeAsync(catalog => (problem = Add(catalog, rule!, out added)) is null, context.RequestAborted);
        }

        if (problem is null)
        {
            changes(context, "add_rule", Target(rule!));
            problem = CatalogProblems.OfSaving(feed);
        }

        if (problem is not null)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        await Answer.SendAsync(context, json => EndpointDetailJson.WriteRule(json, added!));
    }

    /// <summary>Removes one.</summary>
    public async Task RemoveAsync(HttpContext context)
    {
        Problem? problem = ChangeReader.TryRead(context.Request, Members, out string[] values);
        TemplateRule? rule = null;
        problem ??= TryRead(values, out rule);
        if (problem is null && !await feed.ChangeAsync(catalog => catalog.Remove(rule!), context.RequestAborted))
        {
            problem = Problem.NotFound("there is no such rule");
        }

        if (problem is null)
        {
            changes(context, "remove_rule", Target(rule!));
            problem = CatalogProblems.OfSaving(feed);
        }

        if (problem is not null)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Adds a rule to a catalog, or says why it is none, or has no room.</summary>
    internal static Problem? Add(ApiCatalog catalog, TemplateRule rule, out KnownRule? added)
    {
        added = null;
        if (RuleText.FaultOf(rule, catalog.Limits) is { } fault)
        {
            return Invalid(fault);
        }

        added = catalog.TryAdd(rule) ? catalog.Rules.First(known => known.Rule == rule) : null;
        return added is not null ? null
            : catalog.Rules.Count() >= catalog.Limits.MaxRules ? TooMany("rules", $"there are {catalog.Limits.MaxRules} already; remove one")
            : TooMany("services", $"the catalog has {catalog.Limits.MaxServices} already, and not this one");
    }

    private static Problem? TryRead(string[] values, out TemplateRule? rule)
    {
        int kind = CatalogWords.RuleKinds.ToList().IndexOf(values[1]);
        rule = kind < 0 ? null : new TemplateRule(values[0], (TemplateRuleKind)kind, values[2]);
        return rule is null ? Invalid("its kind is one of " + string.Join(", ", CatalogWords.RuleKinds)) : null;
    }

    private static Problem TooMany(string what, string detail) => new(StatusCodes.Status409Conflict, "Too many " + what, detail);

    private static Problem Invalid(string detail) => new(StatusCodes.Status400BadRequest, "Invalid rule", detail);

    private static string Target(TemplateRule rule) => $"{CatalogWords.RuleKinds[(int)rule.Kind]} {rule.Service} {rule.Template}";
}
