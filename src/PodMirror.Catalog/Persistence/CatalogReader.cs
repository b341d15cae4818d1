using PodMirror.Catalog.Endpoints;
using PodMirror.Catalog.Paths;
using PodMirror.Catalog.Schemas;

namespace PodMirror.Catalog.Persistence;

/// <summary>Reads the services of a catalog, within its limits.</summary>
internal static class CatalogReader
{
    private const int LongestText = 2048;

    /// <summary>Reads them all.</summary>
    /// <param name="from">Where from.</param>
    /// <param name="add">Adds an empty service; null when there is one of this name.</param>
    /// <param name="paths">What paths may have.</param>
    /// <param name="schemas">What schemas may have.</param>
    /// <param name="refusedCalls">Calls of services for which there was no place.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? Read(
        ref StateReader from, Func<string, ServiceState?> add, PathBudget paths, SchemaBudget schemas, out long refusedCalls)
    {
        from.Magic();
        from.ReadVersion();

        refusedCalls = from.Count();
        int count = from.Length(paths.Limits.MaxServices);
        for (int i = 0; i < count && from.Fault is null; i++)
        {
            if (add(from.Text(LongestText)) is ServiceState service)
            {
                Read(ref from, service, paths, schemas);
            }
            else
            {
                from.Fail("a service twice");
            }
        }

        if (!from.AtEnd)
        {
            from.Fail("goes on behind its end");
        }

        return from.Fault;
    }

    private static void Read(ref StateReader from, ServiceState service, PathBudget paths, SchemaBudget schemas)
    {
        service.Calls = from.Count();
        service.Unconfirmed = from.Count();
        service.Refused = from.Count();
        service.SearchedAt = from.Count();
        service.NextSearch = from.Count();
        service.Tree.Capped = from.Flag();
        int rules = from.Length(paths.Limits.MaxRules);
        for (int i = 0; i < rules && from.Fault is null; i++)
        {
            var rule = new TemplateRule(service.Name, (TemplateRuleKind)from.Within(0, (int)TemplateRuleKind.Pin), from.Text(LongestText));
            bool isValid = RuleBook.IsValid(rule.Kind, rule.Template, paths.Limits);
            if (!isValid && !from.IsFirst)
            {
                from.Fail("a rule that is none");
            }

            // The first version took verbs anywhere in a path, where they said nothing. It does not say who says a rule: what a user may have said
            // must not go with a description.
            var origins = from.IsFirst ? RuleOrigins.User : (RuleOrigins)from.Within(1, (int)(RuleOrigins.User | RuleOrigins.Description));
            if (isValid)
            {
                paths.AllowRule(rule.Template);
                service.Rules[rule] = origins;
            }
        }

        if (from.Version >= 3)
        {
            service.Description = (ulong)from.Number();
            service.Mirrored = from.Flag();
        }

        int dismissed = from.Length(paths.Limits.MaxDismissals);
        for (int i = 0; i < dismissed && from.Fault is null; i++)
        {
            string method = from.Text(LongestText);
            string template = from.Text(LongestText);
            service.Dismissed.Add(new SensitiveDismissal(service.Name, method, template, from.Text(LongestText), from.Text(LongestText))
            {
                Operation = from.Version >= 3 && from.Flag() ? from.Text(LongestText) : null,
            });
        }

        if (!from.IsFirst)
        {
            CallerStates.Read(ref from, service);
        }

        from.Text(0);
        Read(ref from, service.Tree.Root, 0, paths, schemas);
        if (from.IsFirst)
        {
            CallerStates.Gather(service, service.Tree.Root);
        }
    }

    // The literal is read already: it makes the node.
    private static void Read(ref StateReader from, PathNode node, int depth, PathBudget paths, SchemaBudget schemas)
    {
        node.Rule = (PositionRule)from.Within(0, 31);
        node.Calls = from.Count();
        node.ComparedAt = from.Count();
        node.VisitedAt = from.Count();
        bool hasNewChild = from.Flag();
        node.Capped = from.Flag();
        if (from.Flag() != node.IsParameter)
        {
            from.Fail("a literal with values, or a parameter without");
        }

        if (node.IsParameter)
        {
            Read(ref from, node.Values!, paths.Limits);
        }

        int endpoints = from.Length(paths.Limits.MaxEndpoints);
        for (int i = 0; i < endpoints && from.Fault is null; i++)
        {
            EndpointState endpoint = EndpointReader.Read(ref from, schemas);
            if (!paths.TryTakeEndpoint() || node.Endpoint(endpoint.Kind, endpoint.Method, endpoint.Operation) is not null)
            {
                from.Fail("too many endpoints, or one twice");
            }

            (node.Endpoints ??= []).Add(endpoint);
        }

        ReadChildren(ref from, node, depth, paths, schemas);
        node.HasNewChild = hasNewChild;
    }

    private static void ReadChildren(ref StateReader from, PathNode node, int depth, PathBudget paths, SchemaBudget schemas)
    {
        int children = from.Length(paths.Limits.MaxPathNodes);
        if (children > 0 && depth > paths.Limits.MaxSegments)
        {
            from.Fail("too deep");
        }

        for (int i = 0; i < children && from.Fault is null; i++)
        {
            string literal = from.Text(paths.Limits.MaxSegmentLength);
            if (!paths.TryTakeKeptNode() || node.Child(literal) is not null)
            {
                from.Fail("too many places, or one twice");
                return;
            }

            Read(ref from, node.Add(literal), depth + 1, paths, schemas);
        }

        if (from.Flag() && from.Fault is null)
        {
            paths.TakeNode();
            node.Parameter = new PathNode(node, from.Text(paths.Limits.MaxSegmentLength)) { Values = new ParameterValues() };
            if (depth > paths.Limits.MaxSegments)
            {
                from.Fail("too deep");
            }

            Read(ref from, node.Parameter, depth + 1, paths, schemas);
        }
    }

    private static void Read(ref StateReader from, ParameterValues values, CatalogLimits limits)
    {
        values.Name = from.OptionalText(LongestText);
        for (int i = 0; i < ParameterValues.Types; i++)
        {
            values.ByType[i] = from.Count();
        }

        int distinct = from.Length(ParameterValues.MaxDistinct);
        for (int i = 0; i < distinct; i++)
        {
            values.AddHash((uint)from.Within(0, uint.MaxValue));
        }

        int samples = from.Length(ParameterValues.MaxSamples);
        for (int i = 0; i < samples; i++)
        {
            values.AddSample(from.Text(limits.MaxSegmentLength * 4));
        }
    }
}
