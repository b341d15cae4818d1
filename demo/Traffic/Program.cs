using System.Net;
using PodMirror.Demo.Traffic;

if (args.Length != 1 || !Uri.TryCreate(args[0], UriKind.Absolute, out Uri? api))
{
    await Console.Error.WriteLineAsync("usage: PodMirror.Demo.Traffic http://HOST:PORT").ConfigureAwait(false);
    return 64;
}

using var handler = new SocketsHttpHandler
{
    AutomaticDecompression = DecompressionMethods.All,
    UseCookies = false,
    ActivityHeadersPropagator = null,
};
using var client = new HttpClient(handler) { BaseAddress = api };
client.DefaultRequestHeaders.UserAgent.ParseAdd("demo-shopper/1.0");

// A seed of its own, so that every demo shows the same calls in the same order.
var calls = new Calls(client, new Random(1));
while (true)
{
    await calls.NextAsync().ConfigureAwait(false);
}
