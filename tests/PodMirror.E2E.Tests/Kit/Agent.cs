using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace PodMirror.E2E.Tests.Kit;

/// <summary>
/// The agent's API, through <c>kubectl port-forward</c> and with a token of the release's Secret as the documentation says. The way ends with the
/// Pod, and is opened anew.
/// </summary>
internal sealed class Agent : IDisposable
{
    private KubectlTunnel? _way;

    /// <summary>Asks for JSON.</summary>
    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await GetTextAsync(path))!;

    /// <summary>Asks, again and again where nobody answers.</summary>
    public Task<string> GetTextAsync(string path) => Eventually.HasAsync("the agent's answer to " + path, () => TryAsync(path));

    /// <summary>The exchanges that a filter finds, once there are so many.</summary>
    public Task<JsonNode[]> ExchangesAsync(string filter, int atLeast) =>
        Eventually.HasAsync($"{atLeast} exchanges of {filter}", async () =>
        {
            JsonNode[] found = await FindAsync(filter);
            return found.Length >= atLeast ? found : null;
        });

    /// <summary>The exchanges that a filter finds now.</summary>
    public async Task<JsonNode[]> FindAsync(string filter) =>
        [.. (await GetAsync($"/api/v1/exchanges?{filter}"))["exchanges"]!.AsArray().OfType<JsonNode>()];

    /// <summary>An attribute of the resource of an exchange; null when it has none of that name.</summary>
    public async Task<string?> ResourceAsync(JsonNode exchange, string key) => (await ResourceAsync(exchange)).GetValueOrDefault(key);

    /// <summary>The resource of an exchange: each attribute once.</summary>
    public async Task<Dictionary<string, string>> ResourceAsync(JsonNode exchange)
    {
        JsonNode whole = await GetAsync($"/api/v1/exchanges/{exchange["id"]}");
        return whole["resource"]!.AsArray().ToDictionary(pair => pair!["key"]!.GetValue<string>(), pair => pair!["value"]!.GetValue<string>());
    }

    /// <summary>A metric, by its name and labels as they stand in <c>/metrics</c> behind <c>podmirror_agent_</c>.</summary>
    public async Task<double> MetricAsync(string name)
    {
        string metrics = await GetTextAsync("/metrics");
        string line = metrics.Split('\n').Single(line => line.StartsWith($"podmirror_agent_{name} ", StringComparison.Ordinal));
        return double.Parse(line.AsSpan(line.LastIndexOf(' ')), CultureInfo.InvariantCulture);
    }

    /// <summary>What coverage says of a Pod; null when it does not know it.</summary>
    public async Task<JsonNode?> CoverageAsync(string space, string pod)
    {
        JsonNode report = await GetAsync($"/api/v1/coverage?namespace={space}");
        return report["pods"]!.AsArray().SingleOrDefault(one => one!["name"]!.GetValue<string>() == pod);
    }

    public void Dispose()
    {
        _way?.Dispose();
        _way = null;
    }

    private async Task<string?> TryAsync(string path)
    {
        _way ??= await OpenAsync();
        try
        {
            return await _way.Client.GetStringAsync(new Uri(path, UriKind.Relative));
        }
        catch (Exception fault) when (fault is HttpRequestException { StatusCode: null or HttpStatusCode.Unauthorized } or TaskCanceledException)
        {
            Dispose();
            throw;
        }
    }

    private static async Task<KubectlTunnel> OpenAsync()
    {
        // The agent makes the tokens after it has started; until then there is no second word, and it is asked again.
        string encoded = await Kubectl.RunAsync($"-n {Release.Namespace} get secret podmirror-web -o jsonpath={{.data.tokens}}");
        string[] words = Encoding.ASCII.GetString(Convert.FromBase64String(encoded.Trim())).Split((char[])[' ', '\n']);
        string token = words.Length > 1 ? words[1] : throw new InvalidOperationException("the agent has made no tokens yet");
        KubectlTunnel way = await KubectlTunnel.OpenAsync($"-n {Release.Namespace} port-forward deployment/podmirror :8080");
        way.Client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return way;
    }
}
