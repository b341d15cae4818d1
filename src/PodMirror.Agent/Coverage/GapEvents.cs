using System.Buffers;
using System.Globalization;
using System.Text.Json;
using PodMirror.Kubernetes;

namespace PodMirror.Agent.Coverage;

/// <summary>
/// Tells the owner of a Pod that should be mirrored and is not, as an Event that <c>kubectl describe</c> shows. Once an hour for each owner, which
/// is how long the API server keeps it; all replicas give it the same name, so that one of them writes it.
/// </summary>
internal sealed class GapEvents(KubeClient client, CoverageReport report, TimeProvider clock, ILogger log)
{
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);

    private readonly Dictionary<string, DateTimeOffset> _told = [];

    /// <summary>Tells until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            await TellAsync(cancel);
            await Task.Delay(Round, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One round.</summary>
    internal async Task TellAsync(CancellationToken cancel)
    {
        if (!report.IsComplete)
        {
            return;
        }

        DateTimeOffset now = clock.GetUtcNow();
        foreach (PodCoverage pod in report.Judge().Where(pod => pod.IsGap).DistinctBy(pod => pod.Pod.Owner.Uid))
        {
            if (_told.TryGetValue(pod.Pod.Owner.Uid, out DateTimeOffset last) && now - last < Again)
            {
                continue;
            }

            if (await SendAsync(pod, now, cancel))
            {
                Remember(pod.Pod.Owner.Uid, now);
            }
        }
    }

    private void Remember(string uid, DateTimeOffset now)
    {
        if (_told.Count >= MaxRemembered)
        {
            _told.Clear();
        }

        _told[uid] = now;
    }

    private async Task<bool> SendAsync(PodCoverage pod, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            string path = KubePath.Core(pod.Pod.Namespace, "events");
            using KubeAnswer answer = await client.SendAsync(HttpMethod.Post, path, Write(pod, now), KubeClient.Json, cancel);
            if (!answer.IsSuccess && answer.Reason != "AlreadyExists")
            {
                CoverageLog.EventRefused(log, pod.Pod.Namespace, answer.Fault);
            }

            return true;
        }
        catch (Exception fault) when (fault is KubeException or OperationCanceledException)
        {
            return false;
        }
    }

    private static ReadOnlyMemory<byte> Write(PodCoverage pod, DateTimeOffset now)
    {
        string time = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        long hour = now.ToUnixTimeSeconds() / (long)Again.TotalSeconds;
        PodOwner owner = pod.Pod.Owner;
        var bytes = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("apiVersion", "v1");
        json.WriteString("kind", "Event");
        json.WriteStartObject("metadata");
        json.WriteString("name", string.Create(CultureInfo.InvariantCulture, $"podmirror-{owner.Uid}.{hour:x}"));
        json.WriteString("namespace", pod.Pod.Namespace);
        json.WriteEndObject();
        json.WriteStartObject("involvedObject");
        json.WriteString("apiVersion", owner.ApiVersion);
        json.WriteString("kind", owner.Kind);
        json.WriteString("name", owner.Name);
        json.WriteString("namespace", pod.Pod.Namespace);
        json.WriteString("uid", owner.Uid);
        json.WriteEndObject();
        json.WriteString("type", "Warning");
        json.WriteString("reason", "NotMirrored");
        json.WriteString("message", $"Pod {pod.Pod.Name} is not mirrored: {pod.Sentence}");
        json.WriteStartObject("source");
        json.WriteString("component", "podmirror");
        json.WriteEndObject();
        json.WriteString("firstTimestamp", time);
        json.WriteString("lastTimestamp", time);
        json.WriteNumber("count", 1);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }
}
