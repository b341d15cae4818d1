using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PodMirror.Kubernetes;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.AgentApi;

/// <summary>
/// The calls of an agent: the last ones, then those that come. When the stream breaks it connects again, for as long as it takes, and fills the gap
/// from the agent's list.
/// </summary>
/// <param name="link">The agent.</param>
/// <param name="filter">Which calls; empty is all.</param>
/// <param name="clock">The time.</param>
internal sealed class LiveFeed(IAgentLink link, string filter, TimeProvider clock)
{
    /// <summary>Rows of one list, which is all that a gap is filled with.</summary>
    internal const int MaxListed = 1000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    // What is on its way to the store when the stream breaks.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private readonly RecentKeys _recent = new();
    private long _heard;

    /// <summary>The calls, oldest first. Ends by itself only after the last ones when no others are wanted.</summary>
    /// <param name="last">How many of those that are there are wanted, up to <see cref="MaxListed"/>.</param>
    /// <param name="follow">Whether those that come are wanted.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    /// <exception cref="AgentException">The agent could not be asked in the first place.</exception>
    internal async IAsyncEnumerable<FeedEvent> ReadAsync(int last, bool follow, [EnumeratorCancellation] CancellationToken cancel)
    {
        // The stream first: what comes between the two is in both, and shown once.
        ServerSentEvents? events = follow ? await OpenAsync(cancel) : null;
        try
        {
            foreach (LiveRow row in last > 0 ? await ListAsync($"limit={last}", cancel) : [])
            {
                yield return new FeedEvent(row);
            }

            while (events is not null)
            {
                (ServerSentEvent? next, string? fault) = await NextAsync(events, cancel);
                if (next is { } taken && Take(taken) is { } shown)
                {
                    yield return shown;
                }

                if (fault is null)
                {
                    continue;
                }

                yield return new FeedEvent(null, $"{link.Name} {fault}; connecting again");
                events.Dispose();
                events = await ReopenAsync(cancel);
                IReadOnlyList<LiveRow>? missed = await MissedAsync(cancel);
                foreach (LiveRow row in missed ?? [])
                {
                    yield return new FeedEvent(row);
                }

                yield return new FeedEvent(null, Restored(missed?.Count));
            }
        }
        finally
        {
            events?.Dispose();
        }
    }

    private static string Restored(int? missed) => missed switch
    {
        null => "connected again; what was missed cannot be read",
        0 => "connected again; nothing was missed",
        >= MaxListed => $"connected again; at least {missed} calls were missed: the newest of them are shown, what is older is in the agent's list",
        _ => $"connected again; {missed} calls were missed, and are shown",
    };

    private async Task<ServerSentEvents> OpenAsync(CancellationToken cancel)
    {
        HttpResponseMessage answer = await AgentAnswers.OpenAsync(link, "/api/v1/live" + FilterText.Parameter(filter, '?'), cancel);
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            answer.Dispose();
            throw new AgentException($"what answers as {link.Name} is no agent: it sent no events") { Advice = [link.Advice] };
        }

        _heard = clock.GetTimestamp();
        return new ServerSentEvents(answer, await answer.Content.ReadAsStreamAsync(cancel));
    }

    /// <summary>The next event, or why there is none.</summary>
    private async Task<(ServerSentEvent? Next, string? Fault)> NextAsync(ServerSentEvents events, CancellationToken cancel)
    {
        try
        {
            ServerSentEvent? next = await events.NextAsync(cancel);
            _heard = clock.GetTimestamp();
            return (next, next is null ? "ended the stream" : null);
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or SocketException)
        {
            return (null, $"is not heard any more: {(fault is HttpIOException ? NetworkFaults.Of(fault, null) : "the connection broke")}");
        }
    }

    private FeedEvent? Take(ServerSentEvent taken)
    {
        if (taken.Name == "lost")
        {
            bool isNumber = long.TryParse(taken.Data.Span, NumberStyles.None, CultureInfo.InvariantCulture, out long lost);
            string notice = $"{lost} calls were lost: they came faster than they were read; narrow them with --filter";
            return isNumber ? new FeedEvent(null, notice, lost) : null;
        }

        LiveRow? row = taken.Name == "exchange" ? LiveRow.TryRead(taken.Data) : null;
        return row is not null && _recent.Add(row.Key) ? new FeedEvent(row) : null;
    }

    /// <summary>Connects again, however long it takes.</summary>
    private async Task<ServerSentEvents> ReopenAsync(CancellationToken cancel)
    {
        long before = _heard;
        for (TimeSpan pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause, clock, cancel);
            try
            {
                ServerSentEvents events = await OpenAsync(cancel);
                _heard = before;
                return events;
            }
            catch (AgentException)
            {
                // It is away; the next pause is longer.
            }
        }
    }

    /// <summary>What came meanwhile; null when the list cannot be read.</summary>
    private async Task<IReadOnlyList<LiveRow>?> MissedAsync(CancellationToken cancel)
    {
        TimeSpan away = clock.GetElapsedTime(_heard) + Overlap;
        try
        {
            string since = Math.Ceiling(away.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return await ListAsync($"limit={MaxListed}&since={since}s", cancel);
        }
        catch (AgentException)
        {
            return null;
        }
    }

    /// <summary>The rows of a list that were not shown yet, oldest first.</summary>
    private async Task<IReadOnlyList<LiveRow>> ListAsync(string parameters, CancellationToken cancel)
    {
        using JsonDocument list = await AgentAnswers.GetAsync(link, $"/api/v1/exchanges?{parameters}{FilterText.Parameter(filter, '&')}", cancel);
        return [.. Items(Get(list.RootElement, "exchanges")).Reverse().Select(row => new LiveRow(row.Clone())).Where(row => _recent.Add(row.Key))];
    }
}
