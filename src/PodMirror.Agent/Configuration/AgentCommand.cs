using System.CommandLine;
using System.Net;
using PodMirror.Agent.Forwarding;
using PodMirror.Agent.Store;
using PodMirror.Exchange;

namespace PodMirror.Agent.Configuration;

/// <summary>The command line.</summary>
internal sealed class AgentCommand
{
    private readonly Option<string> _listen = Text("--listen", "HOST", $"Host of both OTLP receivers: {ListenAddress.HostForm}. Default: localhost.");
    private readonly Option<string> _grpcPort = Text("--grpc-port", "PORT", "Port of OTLP/gRPC; 0 takes any. Default: 4317.");
    private readonly Option<string> _httpPort = Text("--http-port", "PORT", "Port of OTLP/HTTP; 0 takes any. Default: 4318.");
    private readonly Option<string> _web = Text("--web", "HOST:PORT", "The live page, the API, health and metrics. Default: localhost:8080.");
    private readonly Option<string[]> _webHost = new("--web-host")
    {
        HelpName = "NAME",
        Description = "A host name that the web port answers to on loopback, besides localhost. Repeatable.",
    };

    private readonly Option<string> _data = Text(
        "--data", "DIR", $"Directory of the store, or {AgentOptions.InMemory}. Default: {AgentOptions.DefaultDataDirectory}.");

    private readonly Option<string> _storeMaxBytes = Text(
        "--store-max-bytes", "SIZE", "Bound of the store's bytes; the oldest go first. Default: 256MiB.");

    private readonly Option<string> _storeMaxAge = Text("--store-max-age", "TIME", "How long an exchange is kept. Default: 24h.");
    private readonly Option<string> _queueMaxBytes = Text(
        "--queue-max-bytes", "SIZE", "Bound of what waits to be stored; past it senders are told to wait. Default: 64MiB.");

    private readonly Option<string[]> _forward = new("--forward")
    {
        HelpName = "URL",
        Description = $"Pass spans on: {ForwardTarget.Form}. Repeatable. Headers and the like: OTEL_EXPORTER_OTLP_HEADERS and its kin.",
    };

    private readonly Option<string> _forwardQueueMaxBytes = Text(
        "--forward-queue-max-bytes", "SIZE", "Bound of what waits for one backend; past it spans are dropped and counted. Default: 64MiB.");

    private readonly Option<string> _sidecarConfig = Text(
        "--sidecar-config", "FILE", "Settings that sidecars take without a restart, read again when the file changes. Default: none.");

    private readonly Option<string> _grace = Text("--grace", "TIME", "How long a stop may take. Default: 10s.");

    private readonly InjectorArguments _injector = new();

    private RootCommand Root { get; }

    /// <summary>Defines the command.</summary>
    public AgentCommand()
    {
        Root = new RootCommand("Receives spans by OTLP, keeps the recent ones, and shows them.")
        {
            _listen, _grpcPort, _httpPort, _web, _webHost, _data, _storeMaxBytes, _storeMaxAge, _queueMaxBytes,
            _forward, _forwardQueueMaxBytes, _sidecarConfig, _grace,
        };
        _injector.AddTo(Root);
    }

    /// <summary>Parses arguments as they are: an @ names no file of more of them.</summary>
    public ParseResult Parse(string[] arguments) => Root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>Reads the options; throws <see cref="UsageException"/> for the first that cannot be read.</summary>
    public AgentOptions Read(ParseResult result)
    {
        if (result.Errors.Count > 0)
        {
            throw new UsageException(result.Errors[0].Message);
        }

        var defaults = new AgentOptions();
        return defaults with
        {
            ListenHost = Value(result, _listen, ReadHost, defaults.ListenHost, ListenAddress.HostForm),
            GrpcPort = Value(result, _grpcPort, ReadPort, defaults.GrpcPort, "a port from 0 to 65535"),
            HttpPort = Value(result, _httpPort, ReadPort, defaults.HttpPort, "a port from 0 to 65535"),
            Web = Value(result, _web, ReadAddress, defaults.Web, "HOST:PORT, such as 0.0.0.0:8080"),
            WebHosts = result.GetValue(_webHost) ?? [],
            Data = result.GetValue(_data) ?? defaults.Data,
            StoreMaxBytes = Size(result, _storeMaxBytes, StoreLimits.MinMaxBytes, defaults.StoreMaxBytes),
            StoreMaxAge = Value(result, _storeMaxAge, ReadDuration, defaults.StoreMaxAge, DurationText.Form),
            QueueMaxBytes = Size(result, _queueMaxBytes, AgentLimits.MinQueueBytes, defaults.QueueMaxBytes),
            Forward = [.. (result.GetValue(_forward) ?? []).Select(ReadTarget)],
            ForwardQueueMaxBytes = Size(result, _forwardQueueMaxBytes, AgentLimits.MinQueueBytes, defaults.ForwardQueueMaxBytes),
            SidecarConfig = result.GetValue(_sidecarConfig),
            Injector = _injector.Read(result),
            Grace = Value(result, _grace, ReadDuration, defaults.Grace, DurationText.Form),
        };
    }

    internal static Option<string> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    private static (bool Read, IPAddress? Value) ReadHost(string text) => (ListenAddress.TryParseHost(text, out IPAddress? host), host);

    internal static (bool Read, ListenAddress Value) ReadAddress(string text) => (ListenAddress.TryParse(text, out ListenAddress? web), web!);

    private static ForwardTarget ReadTarget(string text) =>
        // The URL may hold a password, which must not get into a log.
        ForwardTarget.TryParse(text, out ForwardTarget? target) ? target! : throw new UsageException($"--forward: write {ForwardTarget.Form}");

    private static (bool Read, int Value) ReadPort(string text) => (ListenAddress.TryParsePort(text, out int port), port);

    internal static (bool Read, TimeSpan Value) ReadDuration(string text) =>
        (DurationText.TryParse(text, out TimeSpan time) && time > TimeSpan.Zero, time);

    private static long Size(ParseResult result, Option<string> option, long minimum, long fallback) => Value(
        result,
        option,
        text => (ByteSize.TryParse(text, out long bytes) && bytes >= minimum, bytes),
        fallback,
        $"{ByteSize.Form}, at least {minimum >> 20}MiB");

    internal static T Value<T>(ParseResult result, Option<string> option, Func<string, (bool Read, T Value)> read, T fallback, string form)
    {
        if (result.GetValue(option) is not { } text)
        {
            return fallback;
        }

        (bool ok, T value) = read(text);
        return ok ? value : throw new UsageException($"{option.Name} {text}: write {form}");
    }
}
