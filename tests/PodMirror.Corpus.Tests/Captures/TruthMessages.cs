using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using PodMirror.Capture;

namespace PodMirror.Corpus.Tests;

/// <summary>The messages of one capture as tshark sees them (messages.jsonl.gz).</summary>
internal sealed class TruthMessages
{
    /// <summary>The HTTP/1 requests, in the order of their frames.</summary>
    public List<TruthRequest> Requests { get; } = [];

    /// <summary>The final HTTP/1 responses (1xx left out, 101 not), in the order of their frames.</summary>
    public List<TruthResponse> Responses { get; } = [];

    /// <summary>The HTTP/2 requests, each as method and path.</summary>
    public List<string> Http2Requests { get; } = [];

    /// <summary>The final statuses of HTTP/2.</summary>
    public List<string> Http2Statuses { get; } = [];

    /// <summary>Reads the file: capture by capture.</summary>
    public static Dictionary<string, TruthMessages> Load(string path)
    {
        var byFile = new Dictionary<string, TruthMessages>(StringComparer.Ordinal);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            string[] fields = [.. root.GetProperty("fields").EnumerateArray().Select(field => field.GetString()!)];
            var messages = new TruthMessages();
            foreach (JsonElement frame in root.GetProperty("msgs").EnumerateArray())
            {
                messages.AddFrame(name => frame[Array.IndexOf(fields, name)]);
            }

            byFile[root.GetProperty("file").GetString()!] = messages;
        }

        return byFile;
    }

    private void AddFrame(Func<string, JsonElement> field)
    {
        int frame = int.Parse(field("frame").GetString()!, CultureInfo.InvariantCulture);
        decimal time = decimal.Parse(field("time").GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture) * 1_000_000_000m;
        long timeNs = (long)Math.Min(time, FileLimits.MaxTimestampNs); // as the reader takes senseless times
        string stream = field("stream").ToString();
        List<string> methods = Values(field("h1_method"));
        List<string> targets = Values(field("h1_uri"));
        List<string> hosts = Values(field("h1_host"));
        for (int i = 0; i < methods.Count; i++)
        {
            // A frame with fewer hosts than requests does not tell which is whose: the host is then left uncompared.
            string? host = hosts.Count == methods.Count ? hosts[i] : null;
            Requests.Add(new TruthRequest(frame, timeNs, stream, methods[i], i < targets.Count ? targets[i] : "", host));
        }

        List<string> paths = Values(field("h2_path"));
        Http2Requests.AddRange(Values(field("h2_method")).Select((method, i) => $"{method} {(i < paths.Count ? paths[i] : "")}"));
        Http2Statuses.AddRange(Values(field("h2_status")).Where(status => !status.StartsWith('1')));

        List<string> statuses = Values(field("h1_status"));
        List<string> requestFrames = Values(field("h1_request_in"));
        for (int i = 0; i < statuses.Count; i++)
        {
            int status = int.Parse(statuses[i], CultureInfo.InvariantCulture);
            if (status is < 100 or >= 200 or 101)
            {
                int? requestFrame = requestFrames.Count == statuses.Count ? int.Parse(requestFrames[i], CultureInfo.InvariantCulture) : null;
                Responses.Add(new TruthResponse(frame, timeNs, stream, status, requestFrame));
            }
        }
    }

    private static List<string> Values(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];
}
