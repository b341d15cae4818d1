using PodMirror.Agent.Api;
using PodMirror.Catalog;
using PodMirror.Catalog.OpenApi;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>GET /api/v1/services/{service}/openapi.json and openapi.yaml: what is seen of a service, as OpenAPI 3.1.</summary>
internal sealed class SpecEndpoint(CatalogFeed feed)
{
    /// <summary>As JSON.</summary>
    public Task JsonAsync(HttpContext context, string service) =>
        SendAsync(context, service, seen => OpenApiExport.ToJson(seen), "application/json");

    /// <summary>As YAML.</summary>
    public Task YamlAsync(HttpContext context, string service) =>
        SendAsync(context, service, seen => OpenApiExport.ToYaml(seen), "application/yaml");

    private async Task SendAsync(HttpContext context, string service, Func<ServiceSnapshot, byte[]> write, string contentType)
    {
        if (StrictQuery.TryRead(context.Request.Query, [], out _) is { } problem)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        ServiceSnapshot? seen = await feed.AskAsync(catalog => catalog.Read(service), context.RequestAborted);
        await (seen is null ? Answer.SendAsync(context, CatalogProblems.NoService) : Answer.SendAsync(context, write(seen), contentType));
    }
}
