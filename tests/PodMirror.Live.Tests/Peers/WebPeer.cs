using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PodMirror.Live.Tests.Net;

namespace PodMirror.Live.Tests.Peers;

/// <summary>A server of ASP.NET Core that listens in the Pod.</summary>
internal sealed class WebPeer : IAsyncDisposable
{
    public const int Port = 8080;

    private readonly WebApplication _app;

    private WebPeer(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public static Uri Address { get; } = new($"http://{PodNetwork.PodAddress}:{Port}/");

    public static async Task<WebPeer> StartAsync(
        PodNetwork network, HttpProtocols protocols, Action<IServiceCollection> configure, Action<WebApplication> map, int port = Port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(PodNetwork.PodAddress, port, listen => listen.Protocols = protocols));
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket =
            endpoint => network.Pod.Run(() => SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint)));
        configure(builder.Services);
        WebApplication app = builder.Build();
        map(app);
        await app.StartAsync();
        return new WebPeer(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
