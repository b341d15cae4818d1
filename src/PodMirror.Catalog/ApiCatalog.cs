using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using PodMirror.Catalog.Endpoints;
using PodMirror.Catalog.Paths;
using PodMirror.Catalog.Persistence;
using PodMirror.Catalog.Schemas;
using PodMirror.Catalog.Snapshots;

namespace PodMirror.Catalog;

/// <summary>
/// The APIs of a cluster as its traffic shows them: services, their endpoints with path templates, and what each takes and gives. It opens nothing,
/// takes time from the calls, and comes to the same for the same calls in the same order. One thread at a time.
/// </summary>
public sealed class ApiCatalog
{
    private const int LongestService = 256;

    private readonly Dictionary<string, ServiceState> _services = new(StringComparer.Ordinal);
    private readonly PathBudget _paths;
    private readonly SchemaBudget _schemas;
    private readonly CallerBudget _callers;
    private readonly SchemaReader _reader;

    /// <summary>An empty one.</summary>
    /// <param name="limits">What it may hold.</param>
    /// <param name="isSecret">
    /// Whether values of a parameter, or of a property of JSON, are secret by its name (UTF-8, as sent): of these none is kept. Null when none are.
    /// </param>
    public ApiCatalog(CatalogLimits? limits = null, Func<ReadOnlySpan<byte>, bool>? isSecret = null)
    {
        Limits = limits ?? CatalogLimits.Default;
        _paths = new PathBudget(Limits);
        _schemas = new SchemaBudget(Limits, isSecret);
        _callers = new CallerBudget(Limits);
        _reader = new SchemaReader(_schemas);
    }

    /// <summary>What it may hold.</summary>
    public CatalogLimits Limits { get; }

    /// <summary>Calls of services that came when there were too many already.</summary>
    public long RefusedCalls { get; private set; }

    /// <summary>Takes a call in.</summary>
    public void Observe(in ObservedCall call)
    {
        ServiceState? service = Service(call.Service);
        if (service is null)
        {
            RefusedCalls++;
            return;
        }

        if (service.Locate(call) is EndpointState endpoint)
        {
            endpoint.Count(call);
            service.Count(call);
            MessageReader.Read(call, endpoint, service.Values, _reader, _schemas);
        }

        service.SearchWhenDue();
    }

    /// <summary>Adds a rule, which holds also for what was seen before; what a split takes apart is counted anew.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="origin">Who says it.</param>
    /// <returns>Whether it is one: its template can be read and fits its kind, and there are not too many rules or services.</returns>
    public bool TryAdd(TemplateRule rule, RuleOrigins origin = RuleOrigins.User)
    {
        bool fits = _services.Values.Sum(s => s.Rules.Count) < Limits.MaxRules && RuleBook.IsValid(rule.Kind, rule.Template, Limits);
        if (!fits || Service(rule.Service) is not ServiceState service)
        {
            return false;
        }

        service.Add(rule, origin);
        return true;
    }

    /// <summary>Takes back a rule, whoever says it; from then on what is seen decides again.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(TemplateRule rule) => Remove(rule, RuleOrigins.User | RuleOrigins.Description);

    /// <summary>Takes back that some say a rule; it holds while others do.</summary>
    /// <returns>Whether they said it.</returns>
    public bool Remove(TemplateRule rule, RuleOrigins origins) =>
        _services.TryGetValue(rule.Service, out ServiceState? service) && Forgotten(service, service.Remove(rule, origins));

    /// <summary>All rules.</summary>
    public IEnumerable<KnownRule> Rules => _services.Values.SelectMany(s => s.Rules.Select(r => new KnownRule(r.Key, r.Value)));

    /// <summary>
    /// Takes what a description says of a service in place of what the one before said. What a user says, too, stays; what users took back and it
    /// says is there again.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="mark">By what the description is known again, as a hash of it is; 0 when there is none any more.</param>
    /// <param name="rules">All that it says, each of this service.</param>
    /// <returns>Whether something changed.</returns>
    public bool Describe(string service, ulong mark, IReadOnlyCollection<TemplateRule> rules)
    {
        ServiceState? state = rules.Count > 0 ? Service(service) : _services.GetValueOrDefault(service);
        if (state is null)
        {
            return false;
        }

        TemplateRule[] valid = [.. rules.Where(rule => RuleBook.IsValid(rule.Kind, rule.Template, Limits))];
        int others = _services.Values.Sum(s => s.Rules.Count) - state.Rules.Count;
        bool changed = state.Describe(valid, Limits.MaxRules - others) || state.Description != mark;
        state.Description = mark;
        return Forgotten(state, changed);
    }

    /// <summary>The services that are described, each with the mark of the description whose rules were taken last.</summary>
    public IReadOnlyDictionary<string, ulong> Descriptions =>
        _services.Values.Where(s => s.Description != 0).ToDictionary(s => s.Name, s => s.Description, StringComparer.Ordinal);

    /// <summary>Says that a finding is none.</summary>
    /// <returns>Whether it was taken: not when there are too many.</returns>
    public bool TryDismiss(SensitiveDismissal dismissal)
    {
        if (Service(dismissal.Service) is not ServiceState service || service.Dismissed.Count >= Limits.MaxDismissals)
        {
            return false;
        }

        if (!service.Dismissed.Contains(dismissal))
        {
            service.Dismissed.Add(dismissal);
        }

        return true;
    }

    /// <summary>All findings that somebody said are none.</summary>
    public IEnumerable<SensitiveDismissal> Dismissals => _services.Values.SelectMany(s => s.Dismissed);

    /// <summary>Takes back that a finding is none.</summary>
    /// <returns>Whether it was said.</returns>
    public bool Recall(SensitiveDismissal dismissal) =>
        _services.TryGetValue(dismissal.Service, out ServiceState? service) && Forgotten(service, service.Dismissed.Remove(dismissal));

    /// <summary>All that is known now. It looks for values in the paths first when there were calls since it last did.</summary>
    public CatalogSnapshot Read() => Snapshot(whole: true);

    /// <summary>The same without parameters and bodies: what a list shows, at a price that can be paid each second.</summary>
    public CatalogSnapshot Outline() => Snapshot(whole: false);

    /// <summary>All that is known of one endpoint; null when there is none of this id.</summary>
    /// <param name="service">Its service.</param>
    /// <param name="id">Its id.</param>
    public EndpointSnapshot? Read(string service, ulong id) =>
        _services.TryGetValue(service, out ServiceState? known) ? Snapshooter.Of(known, id) : null;

    /// <summary>All that is known of a service; null when nothing is.</summary>
    public ServiceSnapshot? Read(string service)
    {
        if (!_services.TryGetValue(service, out ServiceState? known))
        {
            return null;
        }

        known.SearchWhenStale();
        return Snapshooter.Of(known);
    }

    /// <summary>How much it holds.</summary>
    public CatalogTotals Totals()
    {
        (long unconfirmed, long refused, int capped) = (0, RefusedCalls, 0);
        foreach (ServiceState service in _services.Values)
        {
            unconfirmed += service.Unconfirmed;
            refused += service.Refused;
            capped += service.Tree.Capped ? 1 : 0;
        }

        return new CatalogTotals(_services.Count, _paths.Endpoints, _paths.Nodes, _schemas.Used, unconfirmed, refused, capped, _schemas.Capped);
    }

    /// <summary>
    /// Halves counts before they are more than a state may hold. <see cref="Save"/> does it too; who saves nothing calls it as often as others save.
    /// </summary>
    public void Age()
    {
        foreach (ServiceState service in _services.Values)
        {
            ServiceState.Age(service.Tree.Root);
        }
    }

    /// <summary>Writes all that is known, so that <see cref="TryLoad"/> goes on from there.</summary>
    /// <param name="into">Where the bytes go.</param>
    public void Save(IBufferWriter<byte> into)
    {
        Age();
        new StateWriter(into).Write(_services.Values, RefusedCalls);
    }

    /// <summary>Reads what <see cref="Save"/> wrote. Other bytes are refused, and never more is taken than the limits allow.</summary>
    /// <param name="state">The bytes.</param>
    /// <param name="limits">What the catalog may hold.</param>
    /// <param name="catalog">The catalog.</param>
    /// <param name="fault">Why there is none.</param>
    /// <param name="isSecret">Whose values are not kept; what the state has of them is forgotten.</param>
    public static bool TryLoad(
        ReadOnlySpan<byte> state,
        CatalogLimits? limits,
        [NotNullWhen(true)] out ApiCatalog? catalog,
        [NotNullWhen(false)] out string? fault,
        Func<ReadOnlySpan<byte>, bool>? isSecret = null)
    {
        var loaded = new ApiCatalog(limits, isSecret);
        var reader = new StateReader(state);
        fault = CatalogReader.Read(ref reader, loaded.Added, loaded._paths, loaded._schemas, out long refused);
        if (fault is not null)
        {
            catalog = null;
            return false;
        }

        loaded.ForgetIdle();
        loaded.RefusedCalls = refused;
        catalog = loaded;
        return true;
    }

    /// <summary>Looks now for what else are values in the paths, as it does by itself after some calls.</summary>
    public void Consolidate()
    {
        foreach (ServiceState service in _services.Values)
        {
            service.Search();
        }
    }

    /// <summary>The template of a path, as the catalog knows it now; null when it knows none.</summary>
    public string? TemplateOf(ReadOnlySpan<char> service, ReadOnlySpan<char> path) =>
        _services.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(service, out ServiceState? known) && known.Tree.Find(path) is PathNode node
            ? PathTemplate.Of(node)
            : null;

    private CatalogSnapshot Snapshot(bool whole)
    {
        foreach (ServiceState service in _services.Values)
        {
            service.SearchWhenStale();
        }

        ServiceSnapshot[] services = [.. _services.Values.Select(s => Snapshooter.Of(s, whole)).OrderBy(s => s.Name, StringComparer.Ordinal)];
        return new CatalogSnapshot(services, RefusedCalls, _schemas.Capped);
    }

    // A service that somebody only spoke of, perhaps by a wrong name, goes when nobody does any more; else it would count for the limit for good.
    private bool Forgotten(ServiceState service, bool changed)
    {
        if (changed && service.IsIdle)
        {
            ForgetIdle();
        }

        return changed;
    }

    private void ForgetIdle()
    {
        ServiceState[] idle = [.. _services.Values.Where(s => s.IsIdle)];
        foreach (ServiceState service in idle)
        {
            _services.Remove(service.Name);
            _paths.GiveNodes(service.Tree.Root.Below);
        }
    }

    private ServiceState? Service(ReadOnlySpan<char> name)
    {
        name = name.Length > LongestService ? name[..LongestService] : name;
        if (_services.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out ServiceState? known))
        {
            return known;
        }

        return _services.Count < Limits.MaxServices ? Added(name.ToString()) : null;
    }

    private ServiceState? Added(string name)
    {
        var added = new ServiceState(name, _paths, _schemas, _callers);
        return _services.TryAdd(name, added) ? added : null;
    }
}
