using System.Net.Http.Headers;
using System.Text;

namespace PodMirror.Demo.Traffic;

/// <summary>
/// The calls of a lively client: keep-alive, compressed answers, uploads with a length and in chunks, credentials, mistakes, and now and then one
/// that is slow or breaks.
/// </summary>
internal sealed class Calls
{
    // A few a second: as fast as somebody can read along.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly HttpClient _client;
    private readonly Random _random;
    private readonly Func<HttpRequestMessage>[] _kinds;
    private int _next;

    public Calls(HttpClient client, Random random)
    {
        _client = client;
        _random = random;
        _kinds =
        [
            () => Get("/api/products"), () => Get($"/api/products/{random.Next(1, 41)}"), LogIn, Account, () => Order(random.Next(1, 5)),
            () => Get($"/api/orders/{random.Next(1, 20)}?api_key=k-{random.Next()}"), Upload, UploadInChunks, () => Get("/api/report"),
            () => Get("/api/products/4711"), () => Order(1000), () => Get("/api/account"), () => Get("/api/files/64"),
            () => Get($"/api/slow?ms={random.Next(50, 900)}"), () => Get("/api/broken"), () => Get("/api/busy"),
            () => new HttpRequestMessage(HttpMethod.Head, "/api/products"),
            () => new HttpRequestMessage(HttpMethod.Delete, $"/api/orders/{random.Next(1, 20)}"),
        ];
    }

    /// <summary>Makes the next call and reads its answer to the end. An API that is gone ends the program.</summary>
    public async Task NextAsync()
    {
        using HttpRequestMessage request = _kinds[_next++ % _kinds.Length]();
        using HttpResponseMessage response = await _client.SendAsync(request).ConfigureAwait(false);
        await response.Content.CopyToAsync(Stream.Null).ConfigureAwait(false);
        await Task.Delay(Pause).ConfigureAwait(false);
    }

    private static HttpRequestMessage Get(string target) => new(HttpMethod.Get, target);

    private static HttpRequestMessage LogIn() =>
        new(HttpMethod.Post, "/api/login") { Content = Json("""{"user":"ada","password":"correct horse battery staple"}""") };

    private static HttpRequestMessage Account()
    {
        HttpRequestMessage request = Get("/api/account");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.demo");
        return request;
    }

    private HttpRequestMessage Order(int quantity) => new(HttpMethod.Post, "/api/orders")
    {
        Content = Json($$"""{"productId":{{_random.Next(1, 41)}},"quantity":{{quantity}},"cardNumber":"4111 1111 1111 1111"}"""),
    };

    private HttpRequestMessage Upload() =>
        new(HttpMethod.Put, "/api/files/picture.bin") { Content = new ByteArrayContent(new byte[_random.Next(1, 64) * 1024]) };

    private static HttpRequestMessage UploadInChunks()
    {
        HttpRequestMessage request = new(HttpMethod.Put, "/api/files/log.txt")
        {
            Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, 500))))),
        };
        request.Headers.TransferEncodingChunked = true;
        return request;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
