using System.Globalization;
using System.Text.Json;

namespace PodMirror.Bench.Load;

/// <summary>
/// Reads an agent's live rows as its page does, and tells how long after the end of its response each was there. One clock for all.
/// </summary>
internal static class LiveFollower
{
    private const string Data = "data: ";
    private const int NanosecondsPerTick = 100;

    // More than a batch of the sidecar waits for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Prints the delays as one line of JSON, once so many rows came or none does any more.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        int wanted = arguments.Number("--rows");
        var delays = new Latencies();
        (int rows, long lost) = (0, 0);
        using var client = new HttpClient();
        await using Stream stream = await client.GetStreamAsync(new Uri(new Uri(arguments.Text("--web")), "/api/v1/live"));
        using var reader = new StreamReader(stream);
        string kind = "";
        try
        {
            while (rows < wanted && await reader.ReadLineAsync().WaitAsync(Patience) is { } line)
            {
                kind = line.StartsWith("event: ", StringComparison.Ordinal) ? line["event: ".Length..] : kind;
                if (!line.StartsWith(Data, StringComparison.Ordinal))
                {
                    continue;
                }

                if (kind == "exchange")
                {
                    delays.Add(DateTimeOffset.UtcNow - EndOf(line[Data.Length..]));
                    rows++;
                }
                else
                {
                    lost += long.Parse(line[Data.Length..], CultureInfo.InvariantCulture);
                }
            }
        }
        catch (TimeoutException)
        {
            // What came until now is told.
        }

        Console.WriteLine($"{{\"rows\":{rows},\"lost\":{lost},{delays}}}");
        return 0;
    }

    private static DateTimeOffset EndOf(string row)
    {
        using JsonDocument json = JsonDocument.Parse(row);
        DateTimeOffset start = json.RootElement.GetProperty("time").GetDateTimeOffset();
        return start.AddTicks(json.RootElement.GetProperty("duration_ns").GetInt64() / NanosecondsPerTick);
    }
}
