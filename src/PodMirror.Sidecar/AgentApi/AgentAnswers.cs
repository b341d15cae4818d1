using System.Net;
using System.Text.Json;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Cluster;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.AgentApi;

/// <summary>Answers of the agent that are not what was asked for, as what to do.</summary>
internal static class AgentAnswers
{
    /// <summary>The largest answer: 1000 rows, whose texts are bounded, with every character escaped.</summary>
    internal const int MaxBytes = 64 << 20;

    /// <summary>The token that the user gives; null for none.</summary>
    /// <exception cref="AgentException">It cannot be read.</exception>
    internal static string? TokenOf(AgentToken token)
    {
        try
        {
            return token.Read();
        }
        catch (IOException fault)
        {
            throw new AgentException($"the token for the agent: {fault.Message}", fault) { Advice = [AgentToken.Advice] };
        }
    }

    /// <summary>Asks for JSON.</summary>
    /// <exception cref="AgentException">There is none.</exception>
    internal static async Task<JsonDocument> GetAsync(IAgentLink link, string path, CancellationToken cancel)
    {
        using HttpResponseMessage answer = await OpenAsync(link, path, cancel);
        return await ReadAsync(link, answer, cancel)
            ?? throw new AgentException($"what answers as {link.Name} is no agent: it sent no JSON") { Advice = [link.Advice] };
    }

    /// <summary>Begins to read what is there.</summary>
    /// <exception cref="AgentException">It cannot be reached, or says no.</exception>
    internal static async Task<HttpResponseMessage> OpenAsync(IAgentLink link, string path, CancellationToken cancel)
    {
        HttpResponseMessage answer = await link.OpenAsync(path, cancel);
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            return answer;
        }

        using (answer)
        {
            using JsonDocument? body = await ReadAsync(link, answer, cancel);
            throw Refusal(link, answer.StatusCode, body?.RootElement ?? default);
        }
    }

    private static async Task<JsonDocument?> ReadAsync(IAgentLink link, HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            await answer.Content.LoadIntoBufferAsync(MaxBytes, cancel);
            return await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancel), default, cancel);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new AgentException($"{link.Name} broke off its answer: {NetworkFaults.Of(fault, null)}", fault);
        }
    }

    /// <summary>A problem of the agent (docs/api.md), a Status of the API server before it, or something else's page.</summary>
    private static AgentException Refusal(IAgentLink link, HttpStatusCode status, JsonElement body)
    {
        if (Text(body, "parameter") == "filter")
        {
            return new AgentException($"--filter: {Text(body, "detail")}") { Code = ExitCode.Usage, Advice = Place(body) };
        }

        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && Text(body, "title").Length > 0)
        {
            // A problem of the agent's own; the API server sends Status objects.
            return new AgentException($"{link.Name} wants a token: {Text(body, "detail")}") { Advice = [AgentToken.Advice] };
        }

        string why = Text(body, "detail") is { Length: > 0 } detail ? detail
            : Text(body, "message") is { Length: > 0 } message ? message
            : $"HTTP status {(int)status}";
        return new AgentException($"{link.Name} does not answer: {why}") { Advice = [link.Advice] };
    }

    private static string[] Place(JsonElement body) =>
        Get(body, "start") is { ValueKind: JsonValueKind.Number } start && start.TryGetInt32(out int from)
            && Get(body, "end") is { ValueKind: JsonValueKind.Number } end && end.TryGetInt32(out int to)
            ? [$"characters {from + 1} to {Math.Max(from + 1, to)}"]
            : [];
}
