using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme.Reload;

/// <summary>Asks an agent for the document of this Pod; an answer 304 says that it is the one of before.</summary>
internal sealed class ConfigClient : IConfigSource
{
    /// <summary>Where agents have it.</summary>
    internal const string Path = "/api/v1/sidecar-config";

    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    // A receiver that knows nothing of it is no agent of ours, and may become one.
    private static readonly TimeSpan Rare = TimeSpan.FromMinutes(5);

    private readonly Uri _endpoint;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _headers;
    private readonly HttpClient _client;
    private string? _tag;

    /// <summary>Makes a client; connects when something is asked.</summary>
    /// <param name="endpoint">The whole URL.</param>
    /// <param name="export">Certificates and the time of a request, as for the export.</param>
    /// <param name="withHeaders">Whether headers and token of the export go along, which only its own host may see.</param>
    /// <param name="time">The clock.</param>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The client disposes of it.")]
    internal ConfigClient(Uri endpoint, ExporterOptions export, bool withHeaders, TimeProvider time)
    {
        _endpoint = endpoint;
        _headers = withHeaders ? export.Headers : [];
        _client = new HttpClient(new OtlpHandler(withHeaders ? export : export with { TokenFile = null }, time), disposeHandler: true)
        {
            Timeout = export.Timeout,
            MaxResponseContentBufferSize = SidecarConfig.MaxBytes,
        };
    }

    /// <inheritdoc />
    public string Name => _endpoint.GetLeftPart(UriPartial.Path);

    /// <inheritdoc />
    public TimeSpan Interval { get; private set; } = Usual;

    /// <inheritdoc />
    public bool IsStrict => false;

    /// <inheritdoc />
    public async Task<byte[]?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            foreach ((string name, string value) in _headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            if (_tag is not null)
            {
                request.Headers.TryAddWithoutValidation("If-None-Match", _tag);
            }

            using HttpResponseMessage response = await _client.SendAsync(request, cancellation);
            return await ReadAsync(response, cancellation);
        }
        catch (CredentialsException e)
        {
            throw new ConfigSourceException(e.Message, e);
        }
        catch (HttpRequestException e)
        {
            throw new ConfigSourceException($"no answer: {e.HttpRequestError}", e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new ConfigSourceException("no answer in time", e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    /// <summary>Where an agent that receives the spans has the document: at its OTLP/HTTP port.</summary>
    /// <param name="export">Where spans go.</param>
    internal static Uri Derive(ExporterOptions export)
    {
        var builder = new UriBuilder(export.Endpoint) { Path = Path, Query = "" };
        builder.Port = export.Protocol == ExportProtocol.Grpc && export.Endpoint.Port == 4317 ? 4318 : builder.Port;
        return builder.Uri;
    }

    /// <summary>Adds whose document it is.</summary>
    /// <param name="endpoint">The URL.</param>
    /// <param name="resource">The resource's attributes.</param>
    internal static Uri Of(Uri endpoint, IReadOnlyDictionary<string, string> resource)
    {
        (string Name, string Attribute)[] parameters =
            [("namespace", "k8s.namespace.name"), ("deployment", "k8s.deployment.name"), ("pod", "k8s.pod.name")];
        string query = string.Join('&', parameters
            .Where(parameter => resource.ContainsKey(parameter.Attribute))
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(resource[parameter.Attribute])}"));
        return new UriBuilder(endpoint) { Query = query }.Uri;
    }

    private async Task<byte[]?> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        bool isForeign = response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented;
        Interval = isForeign ? Rare : Usual;
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            return null;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new ConfigSourceException(string.Create(CultureInfo.InvariantCulture, $"HTTP status {(int)response.StatusCode}"));
        }

        byte[] bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
        _tag = response.Headers.ETag?.ToString();
        return bytes;
    }
}
