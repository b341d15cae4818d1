using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog.Descriptions;

/// <summary>
/// What descriptions say about templates, as rules of the catalog. What a user says stays, whatever descriptions come and go. The catalog keeps with
/// the rules by what the description is known that they are of: the two are in files of their own, and a crash may come between them.
/// </summary>
internal sealed class DescriptionRules(CatalogFeed feed)
{
    /// <summary>Puts the rules of a description in place of those of the one before.</summary>
    /// <param name="service">The service.</param>
    /// <param name="now">What describes it from now on; null when nothing does.</param>
    /// <param name="turn">Whoever takes it first decides whether it is done.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<bool> DeclareAsync(string service, DescribedService? now, SingleTurn turn, CancellationToken cancellation)
    {
        TemplateRule[] wanted = [.. now?.Description.Rules(service) ?? []];
        return feed.ChangeAsync(catalog => turn.TryTake() && catalog.Describe(service, now?.Mark.Hash ?? 0, wanted), cancellation);
    }

    /// <summary>
    /// Puts the rules of descriptions in place of others that the catalog has: it lost its state, or a crash came between the two files. Where its
    /// rules are of the same description already, users took back those that are missing.
    /// </summary>
    /// <param name="services">What is described.</param>
    /// <param name="kept">
    /// The services of which a description is kept, whether it can be used or not: of others nothing is said any more. Null when that is not known.
    /// </param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>True.</returns>
    public async Task<bool> RestoreAsync(IEnumerable<DescribedService> services, IReadOnlySet<string>? kept, CancellationToken cancellation)
    {
        (DescribedService Service, TemplateRule[] Rules)[] all = [.. services.Select(s => (s, s.Description.Rules(s.Name).ToArray()))];
        await feed.ChangeAsync(
            catalog =>
            {
                bool changed = false;
                IReadOnlyDictionary<string, ulong> known = catalog.Descriptions;
                foreach (string gone in known.Keys.Where(service => kept?.Contains(service) == false))
                {
                    changed |= catalog.Describe(gone, 0, []);
                }

                foreach ((DescribedService service, TemplateRule[] rules) in all)
                {
                    ulong mark = known.GetValueOrDefault(service.Name);
                    changed |= mark != service.Mark.Hash
                        && catalog.Describe(service.Name, service.Mark.Hash, mark == 0 ? AtFirst(catalog, service.Name, rules) : rules);
                }

                return changed;
            },
            cancellation);
        return true;
    }

    // A catalog of an older agent does not say of which description its rules are. Where it has some, users may have taken back the others.
    private static TemplateRule[] AtFirst(ApiCatalog catalog, string service, TemplateRule[] rules)
    {
        IEnumerable<KnownRule> ofService = catalog.Rules.Where(known => known.Rule.Service == service);
        TemplateRule[] there = [.. ofService.Where(known => known.Origins.HasFlag(RuleOrigins.Description)).Select(known => known.Rule)];
        return there.Length > 0 ? there : rules;
    }
}
