using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Security;

namespace PodMirror.Agent;

/// <summary>The listeners. Each connection knows its own, so that what is on one port is on no other.</summary>
/// <param name="options">Where they listen.</param>
/// <param name="webhook">What the webhook shows.</param>
/// <param name="receivers">TLS of the receivers; null for clear text.</param>
/// <param name="clock">Tells how old connections are.</param>
/// <param name="metrics">Counts connections that were one too many, and those that could not be secured.</param>
internal sealed class AgentListeners(
    AgentOptions options, ServingCertificate webhook, ReceiverTls? receivers, TimeProvider clock, AgentMetrics metrics)
{
    private readonly Dictionary<AgentListener, ListenOptions> _bound = [];

    /// <summary>Where a listener listens, once started.</summary>
    public IPEndPoint EndPoint(AgentListener listener) => _bound[listener].IPEndPoint!;

    /// <summary>What was asked for, for errors.</summary>
    public ListenAddress Wanted(AgentListener listener) => listener switch
    {
        AgentListener.Grpc => new ListenAddress(options.ListenHost, options.GrpcPort),
        AgentListener.Http => new ListenAddress(options.ListenHost, options.HttpPort),
        AgentListener.Webhook => options.Injector!.Webhook,
        _ => options.Web,
    };

    /// <summary>Makes the host serve them.</summary>
    public void Use(IWebHostBuilder host)
    {
        host.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Configure);

        // Named, as only by this name do the sockets get the memory that is behind it.
        host.UseSockets();
        host.ConfigureServices(services => services.AddSingleton<IMemoryPoolFactory<byte>, ConnectionMemory>());
    }

    private void Configure(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.KeepAliveTimeout = AgentLimits.IdleConnection;
        server.Limits.Http2.KeepAlivePingDelay = AgentLimits.KeepAlivePing;
        server.Limits.Http2.KeepAlivePingTimeout = AgentLimits.KeepAlivePingTimeout;
        foreach (AgentListener listener in Used())
        {
            Listen(server, listener);
        }
    }

    /// <summary>True for requests that came in by this listener.</summary>
    public static bool Is(HttpContext context, AgentListener listener) => context.Features.Get<Tag>()?.Listener == listener;

    private void Listen(KestrelServerOptions server, AgentListener listener)
    {
        ListenAddress wanted = Wanted(listener);
        void Configure(ListenOptions endpoint)
        {
            endpoint.Protocols = ProtocolsOf(listener);
            _bound[listener] = endpoint;
            var limit = new ConnectionLimit(
                AgentLimits.MaxConnections(listener),
                AgentLimits.MaxConnectionsOfOne(listener),
                () => metrics.ConnectionsRefused.Add(listener));
            endpoint.Use(limit.Around);
            if (IsReceiver(listener))
            {
                endpoint.Use(new ConnectionAge(options.Receiver.MaxConnectionAge, clock, Random.Shared).Around);
            }

            if (HandshakeOf(listener) is { } handshake)
            {
                endpoint.Use(next => connection => SecureAsync(next, connection, listener));
                endpoint.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(handshake()) });
            }

            endpoint.Use(next => connection =>
            {
                connection.Features.Set(new Tag(listener));
                return next(connection);
            });
        }

        if (IPAddress.IPv6Any.Equals(wanted.Address))
        {
            // Both families; where the node has no IPv6, all of IPv4.
            server.ListenAnyIP(wanted.Port, Configure);
        }
        else if (wanted.Address is { } address)
        {
            server.Listen(address, wanted.Port, Configure);
        }
        else if (wanted.Port == 0)
        {
            // Two families cannot be given the same free port.
            server.Listen(IPAddress.Loopback, 0, Configure);
        }
        else
        {
            server.ListenLocalhost(wanted.Port, Configure);
        }
    }

    private async Task SecureAsync(ConnectionDelegate handshake, ConnectionContext connection, AgentListener listener)
    {
        await handshake(connection);
        if (connection.Features.Get<Tag>() is null)
        {
            // It never came through to what serves it.
            metrics.HandshakesFailed.Add(listener);
        }
    }

    private Func<SslServerAuthenticationOptions>? HandshakeOf(AgentListener listener) => listener switch
    {
        AgentListener.Webhook => webhook.Handshake,
        _ when IsReceiver(listener) && receivers is not null => receivers.Handshake,
        _ => null,
    };

    private static bool IsReceiver(AgentListener listener) => listener is AgentListener.Grpc or AgentListener.Http;

    private IEnumerable<AgentListener> Used() =>
        Enum.GetValues<AgentListener>().Where(listener => listener != AgentListener.Webhook || options.Injector is not null);

    private static HttpProtocols ProtocolsOf(AgentListener listener) => listener switch
    {
        // h2c needs to be told: without TLS there is no ALPN to tell HTTP/2 from HTTP/1.
        AgentListener.Grpc => HttpProtocols.Http2,
        AgentListener.Webhook => HttpProtocols.Http1AndHttp2,
        _ => HttpProtocols.Http1,
    };

    /// <summary>Tells what kept the server from starting, in one line.</summary>
    public StartupException Explain(Exception fault)
    {
        bool inUse = fault is IOException;
        foreach (AgentListener listener in Used())
        {
            string port = ":" + Wanted(listener).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (inUse && fault.Message.Contains(port + ":", StringComparison.Ordinal))
            {
                return new StartupException(
                    $"{Name(listener)} cannot listen on {Wanted(listener)}: the port is in use; name another with {Option(listener)}", fault);
            }
        }

        return new StartupException(fault is SocketException ? $"cannot listen: {fault.Message}" : fault.Message, fault);
    }

    private static string Name(AgentListener listener) => listener switch
    {
        AgentListener.Grpc => "OTLP/gRPC",
        AgentListener.Http => "OTLP/HTTP",
        AgentListener.Webhook => "the webhook",
        _ => "the web port",
    };

    private static string Option(AgentListener listener) => listener switch
    {
        AgentListener.Grpc => "--grpc-port",
        AgentListener.Http => "--http-port",
        AgentListener.Webhook => "--webhook",
        _ => "--web",
    };

    private sealed record Tag(AgentListener Listener);
}
