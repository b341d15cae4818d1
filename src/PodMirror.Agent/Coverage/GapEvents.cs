using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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

    // 20 a second of a cluster whose webhook was away for long; the others wait for the next round.
    private const int MaxOfRound = 100;
    private const int MaxUidLength = 64;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);

    private readonly Dictionary<string, DateTimeOffset> _told = [];
    private string _trouble = "";

    /// <summary>Tells until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await TellAsync(cancel);
            }
#pragma warning disable CA1031 // a round that fails in a way that nobody thought of is no reason to be silent ever after
            catch (Exception fault)
#pragma warning restore CA1031
            {
                Complain("", fault.Message);
            }

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
        Forget(now);
        IEnumerable<PodCoverage> untold = report.Judge()
            .Where(pod => pod.IsGap && !_told.ContainsKey(pod.Pod.Owner.Uid))
            .DistinctBy(pod => pod.Pod.Owner.Uid)
            .Take(Math.Min(MaxOfRound, MaxRemembered - _told.Count));
        foreach (PodCoverage pod in untold.ToArray())
        {
            if (await SendAsync(pod, now, cancel))
            {
                _told[pod.Pod.Owner.Uid] = now;
            }
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (string uid in _told.Where(one => now - one.Value >= Again).Select(one => one.Key).ToArray())
        {
            _told.Remove(uid);
        }
    }

    // Once for as long as it is the same: a permission that is missing is missing for every owner.
    private void Complain(string inNamespace, string trouble)
    {
        if (trouble != _trouble)
        {
            _trouble = trouble;
            CoverageLog.EventRefused(log, inNamespace, trouble);
        }
    }

    private async Task<bool> SendAsync(PodCoverage pod, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            string path = KubePath.Core(pod.Pod.Namespace, "events");
            using KubeAnswer answer = await client.SendAsync(HttpMethod.Post, path, Write(pod, now), KubeClient.Json, cancel);
            if (!answer.IsSuccess && answer.Reason != "AlreadyExists")
            {
                Complain(pod.Pod.Namespace, answer.Fault);
            }

            // An API server that is busy or in trouble is asked again.
            return answer.Status is not 429 and < 500;
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
        json.WriteString("name", string.Create(CultureInfo.InvariantCulture, $"podmirror-{PartOfName(owner.Uid)}.{hour:x}"));
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

    // A uid is whatever stands in somebody's ownerReferences.
    private static string PartOfName(string uid) =>
        uid.Length <= MaxUidLength && uid.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? uid
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(uid)));
}
