using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using PodMirror.Agent.Api;

namespace PodMirror.Agent.Page;

/// <summary>
/// Sends a file of the page in the best coding that the client takes. Files with a hash in their name are kept by browsers for good; the others are
/// asked for each time, and answered with 304 while they are the same (RFC 9110, section 13.1.2).
/// </summary>
internal static class PageEndpoint
{
    private const string KeepForGood = "public, max-age=31536000, immutable";
    private const string AskEachTime = "no-cache";

    /// <summary>Answers one request.</summary>
    public static Task HandleAsync(HttpContext context, PageAsset asset)
    {
        (string? coding, ReadOnlyMemory<byte> body) = Choose(context.Request.Headers.AcceptEncoding, asset);
        IHeaderDictionary headers = context.Response.Headers;
        string tag = $"\"{asset.Tag}-{coding ?? "plain"}\"";
        headers.ETag = tag;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = asset.IsImmutable ? KeepForGood : AskEachTime;
        if (EntityTags.Has(context.Request.Headers.IfNoneMatch, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        headers.ContentEncoding = coding;
        return Answer.SendAsync(context, body, asset.ContentType);
    }

    /// <summary>Brotli before gzip before nothing; a quality of 0 refuses a coding.</summary>
    private static (string? Coding, ReadOnlyMemory<byte> Body) Choose(StringValues accepted, PageAsset asset)
    {
        if (!StringWithQualityHeaderValue.TryParseList(accepted, out IList<StringWithQualityHeaderValue>? codings))
        {
            return (null, asset.Plain);
        }

        bool Takes(string coding) => codings.Any(c => c.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && c.Quality is not 0);
        return Takes("br") ? ("br", asset.Brotli) : Takes("gzip") ? ("gzip", asset.Gzip) : (null, asset.Plain);
    }
}
