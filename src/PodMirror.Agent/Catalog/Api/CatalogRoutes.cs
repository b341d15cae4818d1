using Microsoft.Data.Sqlite;
using PodMirror.Agent.Api;
using PodMirror.Agent.Catalog.Descriptions;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>The paths of the catalog on the web port.</summary>
internal static class CatalogRoutes
{
    private const string Service = "/api/v1/services/{service}/";
    private const string Accept = "/api/v1/drift/{id}/accept";

    private static readonly Problem None = Problem.Unavailable("this agent keeps no catalog; it has one without --catalog off");

    private static readonly Problem Busy = Problem.Unavailable("the catalog is busy; try again");

    /// <summary>Adds them.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="feed">The catalog; null when there is none.</param>
    /// <param name="descriptions">What users say that services are; null when there is no catalog.</param>
    /// <param name="changes">Hears of each change.</param>
    public static WebRoutes AddCatalog(this WebRoutes routes, CatalogFeed? feed, DescriptionBook? descriptions, ChangeLog changes)
    {
        if (feed is null || descriptions is null)
        {
            return routes.AddNone();
        }

        var endpoints = new EndpointsEndpoint(feed, descriptions);
        var rules = new RulesEndpoint(feed, changes);
        var dismissals = new DismissalsEndpoint(feed, changes);
        return routes.AddSpec(feed, descriptions, changes)
            .Get("/api/v1/services", InTime(new ServicesEndpoint(feed, descriptions).ListAsync))
            .Get("/api/v1/endpoints", InTime(endpoints.ListAsync))
            .Get("/api/v1/endpoints/{id}", InTime(endpoints.GetAsync))
            .Get("/api/v1/sensitive", InTime(new SensitiveEndpoint(feed).ListAsync))
            .Get("/api/v1/map", InTime(new MapEndpoint(feed).GetAsync))
            .Get("/api/v1/rules", InTime(rules.ListAsync))
            .Add(HttpMethods.Post, "/api/v1/rules", InTime(rules.AddAsync))
            .Add(HttpMethods.Delete, "/api/v1/rules", InTime(rules.RemoveAsync))
            .Get("/api/v1/dismissals", InTime(dismissals.ListAsync))
            .Add(HttpMethods.Post, "/api/v1/dismissals", InTime(dismissals.AddAsync))
            .Add(HttpMethods.Delete, "/api/v1/dismissals", InTime(dismissals.RemoveAsync));
    }

    private static WebRoutes AddSpec(this WebRoutes routes, CatalogFeed feed, DescriptionBook descriptions, ChangeLog changes)
    {
        var spec = new SpecEndpoint(feed);
        var description = new DescriptionEndpoint(descriptions, changes);
        var drift = new DriftEndpoint(descriptions, changes);
        return routes
            .Get(Service + "openapi.json", InTime(spec.JsonAsync))
            .Get(Service + "openapi.yaml", InTime(spec.YamlAsync))
            .Get(Service + "description", InTime(description.GetAsync))
            .Add(HttpMethods.Put, Service + "description", InTime(description.PutAsync), contentTypes: DescriptionEndpoint.ContentTypes)
            .Add(HttpMethods.Delete, Service + "description", InTime(description.RemoveAsync))
            .Get("/api/v1/drift", InTime(drift.ListAsync))
            .Add(HttpMethods.Post, Accept, InTime(drift.AcceptAsync))
            .Add(HttpMethods.Delete, Accept, InTime(drift.RecallAsync));
    }

    /// <summary>The same paths, each of which tells that there is no catalog.</summary>
    private static WebRoutes AddNone(this WebRoutes routes)
    {
        string[] read =
        [
            Service + "openapi.json", Service + "openapi.yaml", Service + "description", "/api/v1/services", "/api/v1/endpoints",
            "/api/v1/endpoints/{id}", "/api/v1/sensitive", "/api/v1/map", "/api/v1/rules", "/api/v1/dismissals", "/api/v1/drift",
        ];
        string[] changed = ["/api/v1/rules", "/api/v1/dismissals", Accept];
        WebHandler none = (context, _) => Answer.SendAsync(context, None);
        Array.ForEach(read, path => routes.Get(path, none));
        Array.ForEach(changed, path => routes.Add(HttpMethods.Post, path, none).Add(HttpMethods.Delete, path, none));
        return routes
            .Add(HttpMethods.Put, Service + "description", none, contentTypes: DescriptionEndpoint.ContentTypes)
            .Add(HttpMethods.Delete, Service + "description", none);
    }

    private static WebHandler InTime(Func<HttpContext, Task> handler) => InTime((context, _) => handler(context));

    private static WebHandler InTime(Func<HttpContext, string, Task> handler) => async (context, values) =>
    {
        try
        {
            await handler(context, values.Count > 0 ? values[0] : "");
        }
        catch (TimeoutException)
        {
            await Answer.SendAsync(context, Busy);
        }
        catch (SqliteException fault)
        {
            await Answer.SendAsync(context, CatalogProblems.OfDisk(fault));
        }
    };
}
