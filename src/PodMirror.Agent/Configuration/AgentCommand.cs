using System.CommandLine;
using System.Globalization;
using System.Net;
using PodMirror.Agent.Forwarding;
using PodMirror.Agent.Queue;
using PodMirror.Agent.Store;
using PodMirror.Exchange;

namespace PodMirror.Agent.Configuration;

/// <summary>The command line.</summary>
internal sealed class AgentCommand
{
    private const string FullPolicyForm = "drop-oldest, or refuse to tell senders to come back";
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
        "--data", "DIR", $"Directory of the store and the queue, or {AgentOptions.InMemory}. Default: {AgentOptions.DefaultDataDirectory}.");

    private readonly Option<string> _storeMaxBytes = Text(
        "--store-max-bytes", "SIZE", "Bound of the store's bytes; the oldest go first. Default: 256MiB.");

    private readonly Option<string> _storeMaxAge = Text("--store-max-age", "TIME", "How long an exchange is kept. Default: 24h.");
    private readonly Option<string> _storeMaxRate = Text(
        "--store-max-spans-per-second", "COUNT", "How many spans a second are stored, of those that come; 0 stores nothing. Default: 2000.");

    private readonly Option<string> _catalog = Text(
        "--catalog", "on|off", "Whether to keep a catalog of the APIs that the stored spans show. Default: on.");

    private readonly Option<string> _queueMaxBytes = Text(
        "--queue-max-bytes", "SIZE", "Bound of what is received and in memory; past it senders are told to wait. Default: 64MiB.");

    private readonly Option<string[]> _forward = new("--forward")
    {
        HelpName = "URL",
        Description = $"Pass spans on: {ForwardTarget.Form}. Repeatable. Headers and the like: OTEL_EXPORTER_OTLP_HEADERS and its kin.",
    };

    private readonly Option<string> _forwardQueueMaxBytes = Text(
        "--forward-queue-max-bytes", "SIZE", "Bound of what waits on the disk for one backend. Default: 1GiB.");

    private readonly Option<string> _forwardQueueMaxAge = Text(
        "--forward-queue-max-age", "TIME", "How long spans may wait for one backend. Default: 24h.");

    private readonly Option<string> _forwardQueueFull = Text(
        "--forward-queue-full", "POLICY", $"At its bound: {FullPolicyForm}. Default: drop-oldest.");

    private readonly Option<string> _sidecarConfig = Text(
        "--sidecar-config", "FILE", "Settings that sidecars take without a restart, read again when the file changes. Default: none.");

    private readonly Option<string> _grace = Text("--grace", "TIME", "How long a stop may take. Default: 10s.");

    private readonly ReceiverArguments _receiver = new();
    private readonly InjectorArguments _injector = new();
    private readonly AccessArguments _access = new();
    private readonly MetadataArguments _metadata = new();
    private readonly SelfArguments _self = new();

    private RootCommand Root { get; }

    /// <summary>Defines the command.</summary>
    public AgentCommand()
    {
        Root = new RootCommand("Receives spans by OTLP, keeps the recent ones, and shows them.")
        {
            _listen, _grpcPort, _httpPort, _web, _webHost, _data, _storeMaxBytes, _storeMaxAge, _storeMaxRate, _catalog,
            _queueMaxBytes, _forward, _forwardQueueMaxBytes, _forwardQueueMaxAge, _forwardQueueFull, _sidecarConfig, _grace,
        };
        _receiver.AddTo(Root);
        _access.AddTo(Root);
        _injector.AddTo(Root);
        _metadata.AddTo(Root);
        _self.AddTo(Root);
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
        ListenAddress web = Value(result, _web, ReadAddress, defaults.Web, "HOST:PORT, such as 0.0.0.0:8080");
        return defaults with
        {
            ListenHost = Value(result, _listen, ReadHost, defaults.ListenHost, ListenAddress.HostForm),
            GrpcPort = Value(result, _grpcPort, ReadPort, defaults.GrpcPort, "a port from 0 to 65535"),
            HttpPort = Value(result, _httpPort, ReadPort, defaults.HttpPort, "a port from 0 to 65535"),
            Web = web,
            Access = _access.Read(result, web, _injector.Namespace(result), _injector.Kubeconfig(result)),
            WebHosts = result.GetValue(_webHost) ?? [],
            Data = result.GetValue(_data) ?? defaults.Data,
            StoreMaxBytes = Size(result, _storeMaxBytes, StoreLimits.MinMaxBytes, defaults.StoreMaxBytes),
            StoreMaxAge = Duration(result, _storeMaxAge, AgentLimits.MaxAge, defaults.StoreMaxAge),
            StoreMaxSpansPerSecond = Value(result, _storeMaxRate, ReadCount, defaults.StoreMaxSpansPerSecond, "a whole number"),
            Catalog = Value(result, _catalog, ReadSwitch, defaults.Catalog, "on or off"),
            QueueMaxBytes = Size(result, _queueMaxBytes, AgentLimits.MinQueueBytes, defaults.QueueMaxBytes),
            Forward = ForwardTarget.Distinct((result.GetValue(_forward) ?? []).Select(ReadTarget)),
            ForwardQueueMaxBytes = Size(result, _forwardQueueMaxBytes, QueueLimits.MinDestinationBytes, defaults.ForwardQueueMaxBytes),
            ForwardQueueMaxAge = Duration(result, _forwardQueueMaxAge, AgentLimits.MaxAge, defaults.ForwardQueueMaxAge),
            ForwardQueueFull = Value(result, _forwardQueueFull, ReadPolicy, defaults.ForwardQueueFull, FullPolicyForm),
            SidecarConfig = result.GetValue(_sidecarConfig),
            Receiver = _receiver.Read(result),
            Injector = _injector.Read(result),
            Self = _self.Read(result),
            Metadata = _metadata.Read(result, _injector.Kubeconfig(result)),
            Grace = Duration(result, _grace, AgentLimits.MaxGrace, defaults.Grace),
        };
    }

    internal static Option<string> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    private static (bool Read, IPAddress? Value) ReadHost(string text) => (ListenAddress.TryParseHost(text, out IPAddress? host), host);

    internal static (bool Read, ListenAddress Value) ReadAddress(string text) => (ListenAddress.TryParse(text, out ListenAddress? web), web!);

    private static ForwardTarget ReadTarget(string text) =>
        // The URL may hold a password, which must not get into a log.
        ForwardTarget.TryParse(text, out ForwardTarget? target) ? target! : throw new UsageException($"--forward: write {ForwardTarget.Form}");

    private static (bool Read, int Value) ReadCount(string text) =>
        (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count), count);

    private static (bool Read, bool Value) ReadSwitch(string text) => (text is "on" or "off", text == "on");

    private static (bool Read, FullPolicy Value) ReadPolicy(string text) => text switch
    {
        "drop-oldest" => (true, FullPolicy.DropOldest),
        "refuse" => (true, FullPolicy.Refuse),
        _ => (false, default),
    };

    private static (bool Read, int Value) ReadPort(string text) => (ListenAddress.TryParsePort(text, out int port), port);

    /// <summary>A duration up to a bound; zero only where it stands for none at all.</summary>
    internal static TimeSpan Duration(ParseResult result, Option<string> option, TimeSpan most, TimeSpan fallback, string? zero = null) => Value(
        result,
        option,
        text => (DurationText.TryParse(text, out TimeSpan time) && time <= most && (time > TimeSpan.Zero || zero is not null), time),
        fallback,
        $"{DurationText.Form}, at most {DurationText.Format(most)}{(zero is null ? "" : $", or 0s for {zero}")}");

    internal static long Size(ParseResult result, Option<string> option, long minimum, long fallback) => Value(
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
