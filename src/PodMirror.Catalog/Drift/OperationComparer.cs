using System.Globalization;
using PodMirror.Catalog.OpenApi;

namespace PodMirror.Catalog.Drift;

/// <summary>Holds the endpoints of an operation against its description.</summary>
internal static class OperationComparer
{
    private const int ServerErrors = 500;

    // What HTTP itself answers to a condition of the client (RFC 9110 section 15.4.5), whatever the operation.
    private const int NotModified = 304;

    /// <summary>All that is not as described.</summary>
    public static void Compare(DescribedPlace place, IReadOnlyList<EndpointSnapshot> endpoints, ChangeList changes)
    {
        DescribedOperation operation = place.Operation!;
        foreach (EndpointSnapshot endpoint in endpoints)
        {
            ParameterComparer.Compare(place, endpoint, changes);
            CompareRequests(operation, endpoint, changes);
            CompareResponses(operation, endpoint, changes);
        }

        CompareAuth(operation, endpoints, changes);
    }

    private static void CompareRequests(DescribedOperation operation, EndpointSnapshot endpoint, ChangeList changes)
    {
        foreach (BodySnapshot body in endpoint.Bodies.Where(b => b.Status == 0 && b.ContentType.Length > 0))
        {
            if (operation.Request is null)
            {
                changes.Add("request.body", $"none is described, {body.ContentType} was seen");
                continue;
            }

            CompareContent(operation.Request, body, "request.body", new SchemaComparer(changes, isRequest: true), changes);
        }
    }

    private static void CompareResponses(DescribedOperation operation, EndpointSnapshot endpoint, ChangeList changes)
    {
        foreach (int status in endpoint.Statuses.Select(s => s.Status).Where(s => s > 0))
        {
            string code = status.ToString(CultureInfo.InvariantCulture);
            DescribedResponse[] responses = Responses(operation, code, status >= ServerErrors);
            if (responses.Length == 0 && status < ServerErrors && status != NotModified)
            {
                changes.Add($"response.{code}", "undocumented status");
            }

            DescribedContent[] contents = [.. responses.SelectMany(r => r.Content)];
            foreach (BodySnapshot body in endpoint.Bodies.Where(b => b.Status == status && b.ContentType.Length > 0 && contents.Length > 0))
            {
                CompareContent(contents, body, $"response.{code}.body", new SchemaComparer(changes, isRequest: false), changes);
            }
        }
    }

    // The exact status, else its range, else the default (OpenAPI 3.1 section 4.8.16). A server that fails keeps no contract, and what stands in
    // front of it may answer in its place: only of an exact status somebody has thought of that.
    private static DescribedResponse[] Responses(DescribedOperation operation, string code, bool isFailure)
    {
        foreach (string key in isFailure ? [code] : new[] { code, code[..1] + "XX", "DEFAULT" })
        {
            DescribedResponse[] found = [.. operation.Responses.Where(r => r.Status == key)];
            if (found.Length > 0)
            {
                return found;
            }
        }

        return [];
    }

    private static void CompareContent(
        IReadOnlyList<DescribedContent> described, BodySnapshot body, string where, SchemaComparer comparer, ChangeList changes)
    {
        DescribedContent[] covering = [.. described.Where(d => d.ContentType == body.ContentType)];
        covering = covering.Length > 0 ? covering : [.. described.Where(d => d.Covers(body.ContentType))];
        if (covering.Length == 0)
        {
            changes.Add(where, $"undocumented content type {body.ContentType}");
        }
        else if (body.Schema is not null && covering.All(c => c.Schema is not null))
        {
            comparer.Compare([.. covering.Select(c => c.Schema!)], body.Schema, $"{where}:$");
        }
    }

    private static void CompareAuth(DescribedOperation operation, IReadOnlyList<EndpointSnapshot> endpoints, ChangeList changes)
    {
        EndpointSnapshot[] answered = [.. endpoints.Where(e => !e.AuthUnknown && e.Statuses.Any(s => s.Status is >= 200 and < 400))];
        if (operation.AuthUnknown || answered.Length == 0)
        {
            return;
        }

        AuthEvidence undescribed = answered.Aggregate(AuthEvidence.None, (all, e) => all | e.Auth) & ~operation.Auth;
        if (undescribed != AuthEvidence.None)
        {
            changes.Add("security", $"{NameOf(operation.Auth)} is described, {NameOf(undescribed)} was seen");
        }

        // Certificates of clients end at a proxy mostly, and do not show.
        bool visible = (operation.Auth & ~AuthEvidence.MutualTls) != AuthEvidence.None;
        if (!operation.Anonymous && visible && answered.Any(e => e.Auth == AuthEvidence.None && !HasKey(operation, e)))
        {
            changes.Add("security", $"{NameOf(operation.Auth)} is described, calls without any were answered");
        }
    }

    // What only the description calls a key is a field or a parameter like any other to the catalog.
    private static bool HasKey(DescribedOperation operation, EndpointSnapshot endpoint) =>
        endpoint.HeaderParameters.Concat(endpoint.QueryParameters)
            .Any(each => each.Required && operation.KeyNames.Contains(each.Name, StringComparer.OrdinalIgnoreCase));

    private static string NameOf(AuthEvidence kinds) => kinds == AuthEvidence.None ? "none" : kinds.ToString();
}
