using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Agent.Probe;

/// <summary>
/// What a probe sends: a call as its client and its server see it. All of it follows from the process and the number of the probe, so that two probes
/// never are the same spans, not over restarts either, and any two differ in what they hold.
/// </summary>
/// <param name="processId">The process.</param>
/// <param name="processStartNs">When it began, Unix time in nanoseconds: in a container each has the same id.</param>
internal sealed class ProbeContent(int processId, long processStartNs)
{
    // Bodies of 1 to 64 times this: of one byte in UTF-8, of two, three and four.
    private const string Letters = "aé€😀";
    private const int MaxRepeats = 64;

    private static readonly string[] Methods = ["GET", "PUT", "DELETE"];
    private static readonly long[] Statuses = [200, 204, 404, 503];
    private static readonly string[] SomeAnomalies = [AnomalyNames.Of((int)Math.Log2((double)Exchange.Anomalies.ResponseIncomplete))];

    /// <summary>Whose probes they are, in their resource.</summary>
    public string Instance { get; } = string.Create(CultureInfo.InvariantCulture, $"{processId}-{processStartNs}");

    /// <summary>The spans of a probe, the client's first.</summary>
    /// <param name="number">Which probe of this process.</param>
    /// <param name="nowNs">When it is sent, Unix time in nanoseconds: what is older than the store keeps would not be found.</param>
    public IReadOnlyList<ProbeSpan> Spans(long number, long nowNs)
    {
        byte[] ids = SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"podmirror-probe {Instance} {number}")));
        ProbeSpan client = Client(number, nowNs, ids);
        ProbeSpan server = client with
        {
            SpanId = ids[24..],
            ParentSpanId = client.SpanId,
            IsServer = true,
            StartNs = client.StartNs + 1000,
            DurationNs = client.DurationNs / 2,
        };
        return [client, server];
    }

    private static ProbeSpan Client(long number, long nowNs, byte[] ids)
    {
        string text = number.ToString(CultureInfo.InvariantCulture);
        int repeats = 1 + (int)(number % MaxRepeats);
        return new ProbeSpan
        {
            TraceId = ids[..16],
            SpanId = ids[16..24],
            IsServer = false,
            StartNs = nowNs,
            DurationNs = 1_000_000 + (number % 1_000_000),
            Method = Methods[number % Methods.Length],
            Path = "/probe/" + text,
            Header = [text, $"{Letters} {text}"],
            RequestBody = string.Concat(Enumerable.Repeat(Letters, repeats)) + text,
            Status = Statuses[number % Statuses.Length],
            ResponseBody = [.. Enumerable.Range(0, repeats).Select(i => (byte)(0xFF - i))],
            Anomalies = number % 2 == 0 ? [] : SomeAnomalies,
            Number = number,
        };
    }
}
