using System.Text;
using System.Text.Json;

namespace PodMirror.Bench.Load;

/// <summary>Counts the spans that the sink kept, and holds the fields of those calls that have nothing to hide against what was sent.</summary>
internal static class SecretsJudge
{
    /// <summary>Prints the counts as one line of JSON, and the first fields that were changed to standard error.</summary>
    public static int Run(Arguments arguments)
    {
        const int maxShown = 20;
        int spans = 0;
        int fields = 0;
        var changed = new List<string>();
        foreach (Dictionary<string, string> span in SpanFile.Spans(arguments.Text("--in")))
        {
            spans++;
            if (!span.GetValueOrDefault("url.path", "").StartsWith("/benign/", StringComparison.Ordinal))
            {
                continue;
            }

            byte[] sent = SecretCalls.Benign(int.Parse(span["url.path"]["/benign/".Length..])).Body;
            foreach (string name in new[] { "http.request.body.content", "http.response.body.content" })
            {
                fields += Compare(sent, span[name], changed);
            }
        }

        foreach (string field in changed.Take(maxShown))
        {
            Console.Error.WriteLine(field);
        }

        Console.WriteLine($"{{\"spans\":{spans},\"benign_fields\":{fields},\"benign_changed\":{changed.Count}}}");
        return 0;
    }

    private static int Compare(byte[] sent, string shown, List<string> changed)
    {
        JsonElement[] before = JsonSerializer.Deserialize<JsonElement[]>(sent)!;
        JsonElement[] after = JsonSerializer.Deserialize<JsonElement[]>(Encoding.UTF8.GetBytes(shown))!;
        for (int i = 0; i < before.Length; i++)
        {
            if (before[i].GetRawText() != after[i].GetRawText())
            {
                changed.Add($"{before[i].GetRawText()} -> {after[i].GetRawText()}");
            }
        }

        return before.Length;
    }
}
