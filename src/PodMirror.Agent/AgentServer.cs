using Grpc.AspNetCore.Server.Model;
using PodMirror.Agent.Receiver;

namespace PodMirror.Agent;

/// <summary>The HTTP server with its listeners, its logs and its life. What is on a listener is mapped before it starts.</summary>
internal sealed class AgentServer : IAsyncDisposable
{
    private readonly WebApplication _web;

    /// <summary>Makes a server; it opens no port yet.</summary>
    /// <param name="listeners">Where it listens.</param>
    /// <param name="shutdown">How long requests may take to end when it stops.</param>
    /// <param name="intakes">Gives what OTLP/gRPC delivers to, once there is a call.</param>
    /// <param name="configureLogs">Where logs go.</param>
    public AgentServer(AgentListeners listeners, TimeSpan shutdown, Func<OtlpIntakes> intakes, Action<ILoggingBuilder> configureLogs)
    {
        // Empty: any other would read settings in the folder that the agent is started in, and watch all that is below it, in a container /proc.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        configureLogs(builder.Logging);
        listeners.Use(builder.WebHost);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = shutdown);
        builder.Services.AddSingleton(provider => new OtlpGrpcService(intakes(), provider.GetRequiredService<ILogger<OtlpGrpcService>>()));
        builder.Services.AddSingleton<IServiceMethodProvider<OtlpGrpcService>, OtlpGrpcMethods>();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = ReceiverLimits.MaxGrpcMessageBytes;
            grpc.CompressionProviders = [new BoundedDecompression(BodyCoding.Gzip), new BoundedDecompression(BodyCoding.Zstd)];
        });
        _web = builder.Build();
    }

    /// <summary>When it stops.</summary>
    public IHostApplicationLifetime Lifetime => _web.Lifetime;

    /// <summary>Makes loggers.</summary>
    public ILoggerFactory Logs => _web.Services.GetRequiredService<ILoggerFactory>();

    /// <summary>The logger of a part.</summary>
    public ILogger<T> Log<T>() => _web.Services.GetRequiredService<ILogger<T>>();

    /// <summary>Gives all requests of a listener to a handler.</summary>
    public void Map(AgentListener listener, RequestDelegate handler) => Map(listener, branch => branch.Run(handler));

    /// <summary>Gives the gRPC listener to the OTLP services, behind admission.</summary>
    public void MapGrpc(GrpcAdmission admission) => Map(AgentListener.Grpc, branch =>
    {
        branch.Use(next => context => admission.HandleAsync(context, next));
        branch.UseRouting();
        branch.UseEndpoints(endpoints => endpoints.MapGrpcService<OtlpGrpcService>());
    });

    /// <summary>Opens the ports.</summary>
    public Task StartAsync() => _web.StartAsync();

    /// <summary>Takes no more requests, and waits for those under way.</summary>
    public Task StopAsync() => _web.StopAsync(CancellationToken.None);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private void Map(AgentListener listener, Action<IApplicationBuilder> configure) =>
        _web.MapWhen(context => AgentListeners.Is(context, listener), configure);
}
