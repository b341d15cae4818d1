using PodMirror.Demo.Watch;

if (args.Length != 1 || !Uri.TryCreate(args[0], UriKind.Absolute, out Uri? agent))
{
    await Console.Error.WriteLineAsync("usage: PodMirror.Demo.Watch http://HOST:PORT").ConfigureAwait(false);
    return 64;
}

// The calls as the agent saw them: its live stream, one line a call. Ends when the agent does.
using var client = new HttpClient { BaseAddress = agent, Timeout = Timeout.InfiniteTimeSpan };
using var reader = new StreamReader(await client.GetStreamAsync(new Uri("/api/v1/live", UriKind.Relative)).ConfigureAwait(false));
var printer = new Printer(Console.Out, colour: !Console.IsOutputRedirected);
while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
{
    const string Data = "data: {";
    if (line.StartsWith(Data, StringComparison.Ordinal))
    {
        printer.Print(line[(Data.Length - 1)..]);
    }
}

return 0;
