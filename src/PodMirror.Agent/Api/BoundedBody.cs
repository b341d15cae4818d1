namespace PodMirror.Agent.Api;

/// <summary>Reads the body of a change, up to a bound.</summary>
internal static class BoundedBody
{
    /// <summary>The body; null when it is longer than the bound.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">The bound.</param>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int maxBytes)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        // One byte more than may be tells that there are too many.
        byte[] bytes = new byte[(request.ContentLength ?? maxBytes) + 1];
        int length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        return length > maxBytes ? null : bytes[..length];
    }
}
