using PodMirror.Agent.Api;
using PodMirror.Agent.Catalog.Descriptions;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>Which endpoints a list shows, and in which order.</summary>
internal sealed class EndpointFilter
{
    private const string Any = "any";
    private const string NoAuth = "none";

    private static readonly string[] Names = ["service", "kind", "method", "q", "sensitive", "auth", "drift", "sort", "limit", "cursor"];
    private static readonly string[] Sorts = ["calls", "errors", "p95", "last_seen", "template"];
    private static readonly string[] DriftWords = [Any, .. DriftEndpoint.States];
    private static readonly string[] AuthWords = [NoAuth, .. CatalogWords.Auth];

    private string? _service;
    private string? _kind;
    private string? _method;
    private string? _text;
    private string? _sensitive;
    private string? _auth;
    private string? _drift;
    private string _sort = Sorts[0];

    /// <summary>Rows of a page.</summary>
    public int Limit { get; private set; }

    /// <summary>Where the page begins; null for the first.</summary>
    public string? Cursor { get; private set; }

    /// <summary>Reads a query.</summary>
    public static Problem? TryRead(IQueryCollection query, out EndpointFilter filter)
    {
        filter = new EndpointFilter();
        Problem? problem = StrictQuery.TryRead(query, Names, out StrictQuery values);
        problem ??= values.TryRead("kind", CatalogWords.Kinds, out filter._kind);
        problem ??= values.TryRead("auth", AuthWords, out filter._auth);
        problem ??= values.TryRead("drift", DriftWords, out filter._drift);
        problem ??= values.TryRead("sort", Sorts, out string? sort) ?? filter.Set(sort);
        problem ??= values.TryRead("limit", 1, StrictQuery.MaxLimit, StrictQuery.DefaultLimit, out int limit) ?? filter.Set(limit);
        (filter._service, filter._method) = (values.Text("service"), values.Text("method"));
        (filter._text, filter._sensitive, filter.Cursor) = (values.Text("q"), values.Text("sensitive"), values.Text("cursor"));
        return problem;
    }

    /// <summary>What is wrong with it in the light of what was seen; null when nothing is.</summary>
    public Problem? Check(CatalogView view) => SensitiveWords.Check("sensitive", _sensitive, view, Any);

    /// <summary>The endpoints that it takes, in its order. Where that leaves two equal their ids decide, so that the order is one.</summary>
    /// <param name="view">All endpoints.</param>
    /// <param name="described">The services that are described.</param>
    public List<EndpointSnapshot> Apply(CatalogView view, IReadOnlyDictionary<string, DescribedService> described)
    {
        List<EndpointSnapshot> found = [];
        foreach (ServiceSnapshot service in view.Snapshot.Services)
        {
            if (_service is null || service.Name == _service)
            {
                DescribedService? of = described.GetValueOrDefault(service.Name);
                found.AddRange(service.Endpoints.Where(endpoint => Takes(endpoint) && TakesDrift(of?.StateOf(endpoint.Id))));
            }
        }

        found.Sort((a, b) => Compare(a, b) is not 0 and int order ? order : a.Id.CompareTo(b.Id));
        return found;
    }

    private Problem? Set(string? sort)
    {
        _sort = sort ?? _sort;
        return null;
    }

    private Problem? Set(int limit)
    {
        Limit = limit;
        return null;
    }

    private bool Takes(EndpointSnapshot endpoint) =>
        (_kind is null || CatalogWords.Of(endpoint.Kind) == _kind)
        && (_method is null || endpoint.Method.Equals(_method, StringComparison.OrdinalIgnoreCase))
        && (_text is null
            || endpoint.Template.Contains(_text, StringComparison.OrdinalIgnoreCase)
            || endpoint.Operation.Contains(_text, StringComparison.OrdinalIgnoreCase))
        && (_sensitive is null || endpoint.Sensitive.Any(field => field.Flagged && (_sensitive == Any || field.Kind == _sensitive)))
        && (_auth is null || (_auth == NoAuth ? endpoint.Auth == AuthEvidence.None : CatalogWords.Of(endpoint.Auth).Contains(_auth)));

    // Any: what is other than described, and nobody has accepted.
    private bool TakesDrift(string? state) =>
        _drift is null || (_drift == Any ? state is not null && state != DriftEndpoint.States[0] : state == _drift);

    // The most first; templates by their letters.
    private int Compare(EndpointSnapshot a, EndpointSnapshot b) => _sort switch
    {
        "errors" => b.Errors.CompareTo(a.Errors),
        "p95" => b.P95Micros.CompareTo(a.P95Micros),
        "last_seen" => b.LastSeen.CompareTo(a.LastSeen),
        "template" => string.CompareOrdinal(a.Template, b.Template) is not 0 and int order ? order : string.CompareOrdinal(a.Method, b.Method),
        _ => b.Calls.CompareTo(a.Calls),
    };
}
