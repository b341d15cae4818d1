using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Agent.Access.Oidc;

/// <summary>Asks the OpenID provider: what it says of itself, its keys, and an ID token for a code. Answers are bounded in bytes and time.</summary>
/// <param name="options">Which provider.</param>
/// <param name="clock">The time.</param>
internal sealed class OidcProvider(OidcOptions options, TimeProvider clock) : IDisposable
{
    // Documents of some KiB; a token has its own bound.
    private const int MaxAnswerBytes = 512 << 10;
    private const int MaxKeptSecretLength = 4 << 10;

    /// <summary>How long what the provider says of itself and its keys are taken for what they are.</summary>
    internal static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <summary>How soon its keys are asked for again for a token whose key is not among them: whoever makes tokens up must not load it.</summary>
    internal static readonly TimeSpan KeyPause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = options.Timeout,
        MaxResponseContentBufferSize = MaxAnswerBytes,
    };

    private (OidcDiscovery Value, DateTimeOffset Read)? _discovery;
    private (IReadOnlyList<SigningKey> Value, DateTimeOffset Read)? _keys;
    private volatile string? _secret;

    /// <summary>Takes the secret of a file; tells why not, or null.</summary>
    public string? UseSecret(byte[] contents)
    {
        string secret = Encoding.UTF8.GetString(contents).Trim();
        if (secret.Length is 0 or > MaxKeptSecretLength || secret.Any(char.IsControl))
        {
            return $"it is no line of 1 to {MaxKeptSecretLength} characters";
        }

        _secret = secret;
        return null;
    }

    /// <summary>What the provider says of itself.</summary>
    /// <exception cref="OidcException">It does not answer, or something else.</exception>
    public async Task<OidcDiscovery> DiscoverAsync(CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            if (_discovery is { } known && clock.GetUtcNow() - known.Read < Fresh)
            {
                return known.Value;
            }

            // The path comes behind that of the issuer (Discovery 1.0, section 4).
            var address = new Uri(options.Issuer.TrimEnd('/') + "/.well-known/openid-configuration");
            var discovery = OidcDiscovery.Read(await GetAsync(address, cancel), options.Issuer);
            _discovery = (discovery, clock.GetUtcNow());
            return discovery;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Exchanges a code for an ID token whose signature is right.</summary>
    /// <exception cref="OidcException">There is none.</exception>
    public async Task<IdToken> RedeemAsync(string code, string verifier, Uri redirect, CancellationToken cancel)
    {
        OidcDiscovery discovery = await DiscoverAsync(cancel);
        using var request = new HttpRequestMessage(HttpMethod.Post, discovery.Token);
        request.Content = new FormUrlEncodedContent(FormOf(code, verifier, redirect, discovery, request.Headers));
        JsonElement answer = await SendAsync(request, cancel);
        var token = IdToken.Read(Text(answer, "id_token"));
        await CheckSignatureAsync(token, discovery, cancel);
        return token;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _gate.Dispose();
    }

    private Dictionary<string, string> FormOf(string code, string verifier, Uri redirect, OidcDiscovery discovery, HttpRequestHeaders headers)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirect.AbsoluteUri,
            ["code_verifier"] = verifier,
        };
        if (_secret is { } secret && discovery.TakesBasic)
        {
            // Both are encoded as in a form before they are joined (RFC 6749, section 2.3.1).
            string pair = $"{Uri.EscapeDataString(options.ClientId)}:{Uri.EscapeDataString(secret)}";
            headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
            return form;
        }

        form["client_id"] = options.ClientId;
        if (_secret is { } sent)
        {
            form["client_secret"] = sent;
        }

        return form;
    }

    /// <summary>A key that is not known may be a new one: the provider is asked for its keys once more, if it was not just now.</summary>
    private async Task CheckSignatureAsync(IdToken token, OidcDiscovery discovery, CancellationToken cancel)
    {
        try
        {
            token.CheckSignature(await KeysAsync(discovery, Fresh, cancel));
        }
        catch (OidcException fault) when (fault.Fault == OidcFault.Key)
        {
            token.CheckSignature(await KeysAsync(discovery, KeyPause, cancel));
        }
    }

    private async Task<IReadOnlyList<SigningKey>> KeysAsync(OidcDiscovery discovery, TimeSpan fresh, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            if (_keys is { } known && clock.GetUtcNow() - known.Read < fresh)
            {
                return known.Value;
            }

            IReadOnlyList<SigningKey> keys = SigningKey.ReadSet(await GetAsync(discovery.Keys, cancel));
            _keys = (keys, clock.GetUtcNow());
            return keys;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<JsonElement> GetAsync(Uri address, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await SendAsync(request, cancel);
    }

    private async Task<JsonElement> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        string where = request.RequestUri!.GetLeftPart(UriPartial.Path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using HttpResponseMessage answer = await _http.SendAsync(request, cancel);
            byte[] body = await answer.Content.ReadAsByteArrayAsync(cancel);
            JsonElement? json = OidcJson.TryRead(body);
            if (answer.IsSuccessStatusCode && json is { } document)
            {
                return document;
            }

            // error is one word of RFC 6749; error_description may hold anything.
            string why = json is { } problem && Text(problem, "error") is { Length: > 0 and < 40 } error && error.All(IsOfWord) ? $": {error}" : "";
            throw new OidcException(OidcFault.Provider, $"{where} answers with status {(int)answer.StatusCode}{why}");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException
            || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            string why = fault is HttpRequestException failed ? $"{failed.HttpRequestError}" : "no answer in time";
            throw new OidcException(OidcFault.Provider, $"{where} cannot be reached: {why}", fault);
        }
    }

    private static bool IsOfWord(char letter) => char.IsAsciiLetter(letter) || letter == '_';
}
