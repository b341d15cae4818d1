using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Corpus.Tests;

/// <summary>What the pipeline made of a vector, against what llhttp did.</summary>
internal static class LlhttpComparison
{
    // That a side is missing, or that the vector's end is not the message's, says nothing about what is wrong with the bytes.
    private const Anomalies OfTheRig = Anomalies.RequestMissing | Anomalies.ResponseMissing | Anomalies.RequestIncomplete
        | Anomalies.ResponseIncomplete | Anomalies.EarlyResponse | Anomalies.HostInvalid;

    /// <summary>The first difference in words; "same" when llhttp's messages are ours, field by field.</summary>
    public static string Differs(LlhttpVector vector, List<LlhttpRead> read)
    {
        List<LlhttpMessage> expected = [.. vector.Expected.Messages.Where(message => message.HasHead && !IsInterim(message))];
        for (int i = 0; i < Math.Min(expected.Count, read.Count); i++)
        {
            if (Differs(expected[i], read[i]) is { } difference)
            {
                return $"message {i + 1}: {difference}";
            }
        }

        // A head that breaks off is no message for llhttp; the pipeline gives out what there is of it and says so.
        int brokenOff = read.Count > 0 && (read[^1].Exchange.Anomalies & (Anomalies.RequestIncomplete | Anomalies.ResponseIncomplete)) != 0
            && !vector.Expected.Messages[^1].HasHead ? 1 : 0;
        return expected.Count == read.Count - brokenOff ? "same" : $"{read.Count} messages instead of {expected.Count}";
    }

    /// <summary>Whether bytes that llhttp refuses were refused, or read, and by what they are flagged.</summary>
    public static string Outcome(List<LlhttpRead> read)
    {
        if (read.Count == 0)
        {
            return "rejected";
        }

        Anomalies anomalies = read.Aggregate(Anomalies.None, (all, pair) => all | pair.Exchange.Anomalies) & ~OfTheRig;
        string flags = anomalies == Anomalies.None ? "no anomaly" : string.Join(", ", AnomalyNames.Of(anomalies));
        return $"{read.Count} read, {flags}";
    }

    // Interim responses are counted in the exchange of their request, and not shown apart.
    private static bool IsInterim(LlhttpMessage message) => message.Status is >= 100 and < 200 and not 101;

    private static string? Differs(LlhttpMessage expected, LlhttpRead read)
    {
        SeenMessage message = read.Message;
        string version = read.Exchange.Protocol == HttpProtocol.Http10 ? "1.0" : "1.1";
        (string Name, string Expected, string Read)[] parts =
        [
            ("method", expected.Method.ToString(), message.Method),
            ("target", expected.Target.ToString(), message.Target),
            ("status", $"{expected.Status}", $"{message.Status}"),
            ("version", expected.Version.ToString(), version),
            ("header", Fields(expected.Headers), Fields(message.Fields)),
            ("trailer", Fields(expected.Trailers), Fields(message.Trailers)),
            ("body", Show(expected.Body.ToString()), Show(message.Body)),
        ];
        foreach ((string name, string wanted, string found) in parts)
        {
            if (wanted != found)
            {
                return $"{name} `{found}` instead of `{wanted}`";
            }
        }

        return null;
    }

    private static string Fields(IEnumerable<KeyValuePair<StringBuilder, StringBuilder>> fields) =>
        Fields(fields.Select(field => KeyValuePair.Create(field.Key.ToString(), field.Value.ToString())));

    /// <summary>White space around a value is not part of it, nor before the colon, and a fold is none of its bytes (RFC 9112 section 5).</summary>
    private static string Fields(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join("; ", fields.Select(field => $"{field.Key.TrimEnd(' ')}: {Show(Unfolded(field.Value))}"));

    private static string Unfolded(string value) =>
        value.Replace("\r\n", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Trim(' ', '\t');

    private static string Show(string text) => text.Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal);
}
