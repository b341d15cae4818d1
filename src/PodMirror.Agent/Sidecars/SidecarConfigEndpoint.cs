using System.Security.Cryptography;
using PodMirror.Agent.Api;

namespace PodMirror.Agent.Sidecars;

/// <summary>
/// GET /api/v1/sidecar-config: the settings that hold for a Pod, as a document for its tme. It is on the OTLP/HTTP port, which sidecars reach, and on
/// the web port, for people, without the key of hashes.
/// </summary>
internal sealed class SidecarConfigEndpoint(SidecarConfigFile file)
{
    /// <summary>Where it is.</summary>
    public const string Path = "/api/v1/sidecar-config";

    // Hexadecimal digits of the hash in an entity tag: 128 bits.
    private const int TagDigits = 32;

    /// <summary>Answers one request of either port.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            // The client went away; there is nobody to tell.
        }
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return Answer.SendAsync(context, new Problem(StatusCodes.Status405MethodNotAllowed, "Method not allowed", "it is read with GET"));
        }

        IQueryCollection query = context.Request.Query;
        foreach (string name in query.Keys.Where(name => name is not ("namespace" or "deployment" or "pod")))
        {
            return Answer.SendAsync(context, Problem.OfParameter(name, "the parameters are namespace, deployment and pod"));
        }

        // A Pod of no Deployment may say so by an empty name.
        if (query.FirstOrDefault(parameter => parameter.Value.Count > 1).Key is { } twice)
        {
            return Answer.SendAsync(context, Problem.OfParameter(twice, "give it once"));
        }

        bool isForTme = AgentListeners.Is(context, AgentListener.Http);
        byte[] document = file.Current.For(query["namespace"], query["deployment"]).ToDocument(withKey: isForTme);
        string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(document))[..TagDigits]}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (EntityTags.Has(context.Request.Headers.IfNoneMatch, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return Answer.SendAsync(context, document);
    }
}
