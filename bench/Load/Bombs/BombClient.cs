namespace PodMirror.Bench.Load;

/// <summary>Sends bombs of one kind; those of gRPC by HTTP/2, half of the others too.</summary>
internal static class BombClient
{
    /// <summary>Prints what was sent as one line of JSON, or the kinds, a line each.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        string kind = arguments.Text("--kind", "");
        if (kind.Length == 0)
        {
            Console.WriteLine(string.Join('\n', Bombs.All.Select(bomb => bomb.Name)));
            return 0;
        }

        Bomb bomb = Bombs.All.FirstOrDefault(bomb => bomb.Name == kind) ?? throw new ArgumentException($"--kind: no bomb is called {kind}");
        int times = arguments.Number("--times", 100);
        byte[] body = bomb.Make();
        using var client = new CallClient(arguments.EndPoint("--to"));
        var pace = new Pace(arguments.Number("--rate", 20));
        for (int i = 0; i < times; i++)
        {
            await pace.NextAsync();
            var call = new SecretCall
            {
                Target = $"/bomb/{bomb.Name}/{i}",
                Type = bomb.Type,
                Body = body,
                IsHttp2 = bomb.Type == "application/grpc" || i % 2 == 0,
                Coding = bomb.Coding,
            };
            if (bomb.Type.StartsWith("application/grpc", StringComparison.Ordinal))
            {
                call.Fields.Add(("grpc-encoding", "gzip"));
            }

            await client.SendAsync(call, isEncoded: true);
        }

        Console.WriteLine($"{{\"bombs\":{times},\"bytes\":{body.Length}}}");
        return 0;
    }
}
