using System.Text;

namespace PodMirror.Catalog.Tests;

/// <summary>Short forms for tests.</summary>
internal static class CatalogExtensions
{
    /// <summary>Observes a call of the service <c>api</c>.</summary>
    public static void See(
        this ApiCatalog catalog, string method, string path, int status = 200, string body = "", string request = "", string query = "") =>
        catalog.Observe(new ObservedCall
        {
            Service = "api",
            Method = method,
            Path = path,
            Query = query,
            Status = status,
            TimeMillis = 1_790_000_000_000,
            DurationMicros = 1500,
            ResponseBody = Encoding.UTF8.GetBytes(body),
            ResponseContentType = body.Length > 0 ? "application/json; charset=utf-8" : "",
            RequestBody = Encoding.UTF8.GetBytes(request),
            RequestContentType = request.Length > 0 ? "application/json" : "",
        });

    /// <summary>The schema of the responses of the only endpoint.</summary>
    public static SchemaSnapshot Response(this ApiCatalog catalog) =>
        catalog.Read("api")!.Endpoints.Single().Bodies.Single(b => b.Status == 200).Schema!;
}
