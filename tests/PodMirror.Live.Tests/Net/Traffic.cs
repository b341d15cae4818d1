using System.Globalization;

namespace PodMirror.Live.Tests.Net;

/// <summary>HTTP calls through a namespace.</summary>
internal static class Traffic
{
    /// <summary>Posts a body several times over one connection and checks that each answer is as long as asked for.</summary>
    public static async Task CallAsync(HttpClient client, string uri, int calls, int upBytes, int downBytes)
    {
        byte[] body = new byte[upBytes];
        body.AsSpan().Fill((byte)'q');
        for (int i = 0; i < calls; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(uri)) { Content = new ByteArrayContent(body) };
            request.Headers.Add("X-Answer-Bytes", downBytes.ToString(CultureInfo.InvariantCulture));
            using HttpResponseMessage response = await client.SendAsync(request);
            Assert.Equal(downBytes, (await response.Content.ReadAsByteArrayAsync()).Length);
        }
    }
}
