using System.Net.Http.Headers;
using System.Text;

namespace PodMirror.Demo.Traffic;

/// <summary>
/// The calls of some lively clients: keep-alive, compressed answers, uploads with a length and in chunks, credentials, personal data, mistakes, and
/// now and then one that is slow or breaks.
/// </summary>
internal sealed class Calls
{
    // A few a second: as fast as somebody can read along.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    // Who a proxy before the shop would say that it calls for: addresses for documentation (RFC 5737); null where there is no proxy.
    private static readonly string?[] Clients = ["203.0.113.7", "203.0.113.24", "198.51.100.9", null];

    private readonly HttpClient _client;
    private readonly Random _random;
    private readonly Func<HttpRequestMessage>[] _kinds;
    private int _next;
    private int _orders;

    public Calls(HttpClient client, Random random)
    {
        _client = client;
        _random = random;
        _kinds =
        [
            () => Get("/api/products"), () => Get($"/api/products/{random.Next(1, 41)}"), LogIn, Account, () => Order(random.Next(1, 5)),
            () => Get($"{AnOrder()}?api_key=k-{random.Next()}"), () => Get($"/api/slow?ms={random.Next(50, 900)}"),
            () => Get($"/api/customers/{random.Next(1, 5)}"), Register, Supplies, Upload, UploadInChunks, () => Get("/api/report"),
            () => Get("/api/products/4711"), () => Get("/api/customers?email=ada%40shop.example"), () => Order(1000), () => Get("/api/account"),
            () => Get($"/api/files/{random.Next(1, 65)}"), () => Get("/api/broken"), () => Order(random.Next(1, 5)),
            () => Get($"/api/products?name=number%20{random.Next(1, 5)}&page={random.Next(1, 3)}"), () => Get("/api/busy"),
            CallOff, () => new HttpRequestMessage(HttpMethod.Head, "/api/products"),
        ];
    }

    /// <summary>Makes the next call and reads its answer to the end. An API that is gone ends the program.</summary>
    public async Task NextAsync()
    {
        using HttpRequestMessage request = _kinds[_next++ % _kinds.Length]();
        if (Clients[_random.Next(Clients.Length)] is { } address)
        {
            request.Headers.Add("X-Forwarded-For", address);
        }

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

    private HttpRequestMessage Order(int quantity)
    {
        _orders++;
        return new(HttpMethod.Post, "/api/orders")
        {
            Content = Json($$"""{"productId":{{_random.Next(1, 41)}},"quantity":{{quantity}},"cardNumber":"4111 1111 1111 1111"}"""),
        };
    }

    // One of the last, which may have been refused or called off.
    private string AnOrder() => $"/api/orders/{_random.Next(Math.Max(1, _orders - 20), _orders + 1)}";

    private HttpRequestMessage CallOff()
    {
        HttpRequestMessage request = new(HttpMethod.Delete, AnOrder());
        request.Headers.Add("Cookie", $"session={_random.Next()}");
        return request;
    }

    private HttpRequestMessage Register() => new(HttpMethod.Post, "/api/customers")
    {
        Content = Json($$"""
            {"name":"Joan Clark","email":"joan{{_random.Next(1000)}}@mail.example","phone":"+44 20 7946 0099","dateOfBirth":"1971-06-24",
             "iban":"FR1420041010050500013M02606"}
            """),
    };

    private HttpRequestMessage Supplies()
    {
        HttpRequestMessage request = Get($"/api/supplies/{_random.Next(1, 41)}");
        request.Headers.Add("X-Api-Key", $"k-{_random.Next()}");
        return request;
    }

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
