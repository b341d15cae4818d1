using System.Text.Json;

namespace PodMirror.Bench.Load;

/// <summary>Everything that an agent's API answers: each page of the list, each exchange, and its metrics.</summary>
internal static class AgentAnswers
{
    /// <summary>Writes the answers to a file; prints how many exchanges there are as one line of JSON.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        using var http = new HttpClient { BaseAddress = new Uri(arguments.Text("--web")) };
        await using FileStream file = File.Create(arguments.Text("--out"));
        int exchanges = 0;
        string cursor = "";
        do
        {
            byte[] page = await KeepAsync(http, file, $"/api/v1/exchanges?limit=1000{cursor}");
            using JsonDocument list = JsonDocument.Parse(page);
            long[] ids = [.. list.RootElement.GetProperty("exchanges").EnumerateArray().Select(exchange => exchange.GetProperty("id").GetInt64())];
            foreach (long id in ids)
            {
                await KeepAsync(http, file, $"/api/v1/exchanges/{id}");
            }

            exchanges += ids.Length;
            string? next = list.RootElement.GetProperty("next_cursor").GetString();
            cursor = next is null ? "" : $"&cursor={next}";
        }
        while (cursor.Length > 0);

        await KeepAsync(http, file, "/metrics");
        await KeepAsync(http, file, "/api/v1/sidecar-config");
        Console.WriteLine($"{{\"exchanges\":{exchanges}}}");
        return 0;
    }

    private static async Task<byte[]> KeepAsync(HttpClient http, FileStream file, string path)
    {
        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative));
        byte[] answer = await response.Content.ReadAsByteArrayAsync();
        await file.WriteAsync(answer);
        await file.WriteAsync("\n"u8.ToArray());
        return answer;
    }
}
