using PodMirror.Catalog;
using PodMirror.Catalog.OpenApi;

namespace PodMirror.Agent.Catalog.Descriptions;

/// <summary>What descriptions say about templates, as rules of the catalog. What a user says stays, whatever descriptions come and go.</summary>
internal sealed class DescriptionRules(CatalogFeed feed)
{
    /// <summary>Puts the rules of a description in place of those of the one before.</summary>
    /// <param name="service">The service.</param>
    /// <param name="before">The one before; null when there was none.</param>
    /// <param name="now">The one that comes; null when there is none.</param>
    /// <param name="turn">Whoever takes it first decides whether it is done.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<bool> DeclareAsync(
        string service, ApiDescription? before, ApiDescription? now, SingleTurn turn, CancellationToken cancellation)
    {
        TemplateRule[] wanted = [.. now?.Rules(service) ?? []];
        TemplateRule[] gone = [.. (before?.Rules(service) ?? []).Except(wanted)];
        return feed.ChangeAsync(
            catalog =>
            {
                bool changed = false;
                if (!turn.TryTake())
                {
                    return changed;
                }

                foreach (TemplateRule rule in gone)
                {
                    changed |= catalog.Remove(rule, RuleOrigins.Description);
                }

                return Add(catalog, wanted) || changed;
            },
            cancellation);
    }

    /// <summary>
    /// Adds the rules of descriptions of which the catalog has none: its state was lost, or a crash came between the two files. Where it has some, a
    /// user may have removed the others.
    /// </summary>
    /// <returns>True.</returns>
    public async Task<bool> RestoreAsync(IEnumerable<DescribedService> services, CancellationToken cancellation)
    {
        foreach (DescribedService service in services)
        {
            TemplateRule[] wanted = [.. service.Description.Rules(service.Name)];
            await feed.ChangeAsync(catalog => !HasSome(catalog, service.Name) && Add(catalog, wanted), cancellation);
        }

        return true;
    }

    private static bool HasSome(ApiCatalog catalog, string service) =>
        catalog.Rules.Any(known => known.Rule.Service == service && known.Origins.HasFlag(RuleOrigins.Description));

    private static bool Add(ApiCatalog catalog, TemplateRule[] rules)
    {
        bool changed = false;
        foreach (TemplateRule rule in rules)
        {
            changed |= catalog.TryAdd(rule, RuleOrigins.Description);
        }

        return changed;
    }
}
