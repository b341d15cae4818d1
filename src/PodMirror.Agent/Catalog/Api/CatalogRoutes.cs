using PodMirror.Agent.Api;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>The paths of the catalog on the web port.</summary>
internal static class CatalogRoutes
{
    private static readonly string[] Paths = ["services", "endpoints", "endpoints/{id}", "sensitive", "map", "rules", "dismissals"];

    private static readonly Problem None = Problem.Unavailable("this agent keeps no catalog; it has one without --catalog off");

    private static readonly Problem Busy = Problem.Unavailable("the catalog is busy; try again");

    /// <summary>Adds them.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="feed">The catalog; null when there is none.</param>
    /// <param name="changes">Hears of each change.</param>
    public static WebRoutes AddCatalog(this WebRoutes routes, CatalogFeed? feed, ChangeLog changes)
    {
        if (feed is null)
        {
            return Paths.Aggregate(routes, (all, path) => all.Get("/api/v1/" + path, context => Answer.SendAsync(context, None)));
        }

        var endpoints = new EndpointsEndpoint(feed);
        var rules = new RulesEndpoint(feed, changes);
        var dismissals = new DismissalsEndpoint(feed, changes);
        return routes
            .Get("/api/v1/services", InTime(new ServicesEndpoint(feed).ListAsync))
            .Get("/api/v1/endpoints", InTime(endpoints.ListAsync))
            .Get("/api/v1/endpoints/{id}", (context, values) => InTime(c => endpoints.GetAsync(c, values[0]))(context, values))
            .Get("/api/v1/sensitive", InTime(new SensitiveEndpoint(feed).ListAsync))
            .Get("/api/v1/map", InTime(new MapEndpoint(feed).GetAsync))
            .Get("/api/v1/rules", InTime(rules.ListAsync))
            .Add(HttpMethods.Post, "/api/v1/rules", InTime(rules.AddAsync))
            .Add(HttpMethods.Delete, "/api/v1/rules", InTime(rules.RemoveAsync))
            .Get("/api/v1/dismissals", InTime(dismissals.ListAsync))
            .Add(HttpMethods.Post, "/api/v1/dismissals", InTime(dismissals.AddAsync))
            .Add(HttpMethods.Delete, "/api/v1/dismissals", InTime(dismissals.RemoveAsync));
    }

    private static WebHandler InTime(Func<HttpContext, Task> handler) => async (context, _) =>
    {
        try
        {
            await handler(context);
        }
        catch (TimeoutException)
        {
            await Answer.SendAsync(context, Busy);
        }
    };
}
