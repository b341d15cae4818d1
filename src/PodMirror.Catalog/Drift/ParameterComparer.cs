using PodMirror.Catalog.OpenApi;
using PodMirror.Catalog.OpenApi.Export;

namespace PodMirror.Catalog.Drift;

/// <summary>Holds the parameters of an endpoint against their description.</summary>
internal static class ParameterComparer
{
    // What a parameter may be that is text as sent.
    private const JsonTypes AnyText = JsonTypes.String | JsonTypes.Array | JsonTypes.Object | JsonTypes.Number;

    /// <summary>All that is not as described.</summary>
    public static void Compare(DescribedPlace place, EndpointSnapshot endpoint, ChangeList changes)
    {
        DescribedOperation operation = place.Operation!;
        foreach (PropertySnapshot seen in endpoint.QueryParameters)
        {
            string name = Uri.UnescapeDataString(seen.Name.Replace('+', ' '));
            DescribedParameter? described = Query(operation, name);
            if (described is not null)
            {
                CompareType(described, seen.Schema, $"request.query:{name}", changes);
            }
            else if (!IsKey(endpoint, name) && !operation.KeyNames.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                changes.Add($"request.query:{name}", "undocumented parameter");
            }
        }

        CompareRequired(operation, endpoint, changes);
        HeaderComparer.Compare(operation, endpoint, changes);
        ComparePath(place, endpoint, changes);
    }

    private static void CompareRequired(DescribedOperation operation, EndpointSnapshot endpoint, ChangeList changes)
    {
        bool accepted = endpoint.Statuses.Any(s => s.Status is >= 200 and < 400);
        foreach (DescribedParameter parameter in operation.Parameters.Where(p => p is { In: "query", Required: true }))
        {
            PropertySnapshot[] seen = [.. endpoint.QueryParameters.Where(q => Query(operation, Uri.UnescapeDataString(q.Name)) == parameter)];
            if (accepted && (seen.Length == 0 || (seen.Length == 1 && seen[0].Present < seen[0].Of)))
            {
                changes.Add($"request.query:{parameter.Name}", "required parameter, and was missing");
            }
        }
    }

    /// <summary>Tells text where another type is described, and another format.</summary>
    public static void CompareType(DescribedParameter described, SchemaSnapshot seen, string where, ChangeList changes)
    {
        SchemaView view = ViewOf(described);
        JsonTypes types = view.Types;
        FormatComparer.Compare(view, seen, where, changes);
        if ((types & AnyText) == 0 && seen.Types.Contains("string") && !seen.IsHidden)
        {
            changes.Add(where, $"{SchemaComparer.NamesOf(types)} is described, other text was seen");
        }
    }

    private static void ComparePath(DescribedPlace place, EndpointSnapshot endpoint, ChangeList changes)
    {
        string[] described = [.. place.Template.Split('/').Select(Templates.WithoutVerb)];
        string[] seen = [.. endpoint.Template.Split('/').Select(Templates.WithoutVerb)];
        int parameter = 0;
        for (int i = 0; i < seen.Length && i < described.Length; i++)
        {
            PathParameterSnapshot? values =
                Templates.IsParameter(seen[i]) && parameter < endpoint.PathParameters.Count ? endpoint.PathParameters[parameter++] : null;
            DescribedParameter? known = Templates.IsParameter(described[i])
                ? place.Operation!.Parameters.FirstOrDefault(p => p.In == "path" && p.Name == described[i][1..^1])
                : null;
            bool isText = values is null ? !long.TryParse(seen[i], out _) && !Templates.IsParameter(seen[i])
                : values.Type == "string" && !values.Samples.Any(RedactionMarks.IsIn);
            if (known is not null && isText && ViewOf(known).Types is var types && (types & AnyText) == 0)
            {
                changes.Add($"request.path:{known.Name}", $"{SchemaComparer.NamesOf(types)} is described, other text was seen");
            }
        }
    }

    private static SchemaView ViewOf(DescribedParameter parameter) =>
        SchemaView.Of(parameter.Schema is null ? [] : [parameter.Schema], new ViewBudget());

    // The properties of an object may be sent as filter[name] (OpenAPI 3.1 section 4.8.12, deepObject).
    private static DescribedParameter? Query(DescribedOperation operation, string name)
    {
        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        return operation.Parameters.FirstOrDefault(p => p.In == "query" && p.Name == name)
            ?? (bracket <= 0 ? null : operation.Parameters.FirstOrDefault(p => p.In == "query" && p.Name.Split('[')[0] == name[..bracket]));
    }

    // A key in the query is security, and no parameter.
    private static bool IsKey(EndpointSnapshot endpoint, string name) =>
        (endpoint.Auth & AuthEvidence.ApiKeyQuery) != 0 && endpoint.ApiKeyName == name;
}
