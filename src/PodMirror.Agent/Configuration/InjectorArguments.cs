using System.CommandLine;
using static PodMirror.Agent.Configuration.AgentCommand;

namespace PodMirror.Agent.Configuration;

/// <summary>The options of the injector on the command line.</summary>
internal sealed class InjectorArguments
{
    private readonly Option<bool> _injector = new("--injector")
    {
        Description = "Serve the admission webhook, keep its certificate, report coverage. Needs a cluster, and --injection.",
    };

    private readonly Option<string> _settings = Text("--injection", "FILE", "The injection settings, JSON (docs/injection.md).");
    private readonly Option<string> _webhook = Text("--webhook", "HOST:PORT", "Where the webhook listens, with TLS. Default: *:8443.");
    private readonly Option<string> _configuration = Text(
        "--webhook-configuration", "NAME", "The MutatingWebhookConfiguration whose caBundle is kept. Default: podmirror.");

    private readonly Option<string> _service = Text(
        "--webhook-service", "NAME", "The Service whose names the certificate carries. Default: podmirror.");

    private readonly Option<string> _secret = Text(
        "--webhook-secret", "NAME", "The Secret of the self-made authority, in the own namespace. Default: podmirror-webhook.");

    private readonly Option<string> _directory = Text(
        "--webhook-certificate", "DIR", "Serve tls.crt and tls.key of this directory; no authority is made, no caBundle written.");

    private readonly Option<string> _life = Text(
        "--webhook-certificate-life", "TIME", "Life of a replica's certificate; the authority's is 52 times that. Default: 7d.");

    private readonly Option<string> _namespace = Text("--namespace", "NAME", "The agent's own namespace. Default: the service account's.");
    private readonly Option<string> _kubeconfig = Text(
        "--kubeconfig", "FILE", "A cluster from outside. Default: $KUBECONFIG, ~/.kube/config, the service account.");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_injector, _settings, _webhook, _configuration, _service, _secret, _directory, _life, _namespace, _kubeconfig];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>The kubeconfig that is named, for whatever needs a cluster.</summary>
    public string? Kubeconfig(ParseResult result) => result.GetValue(_kubeconfig);

    /// <summary>The agent's namespace that is named, for whatever needs a cluster.</summary>
    public string? Namespace(ParseResult result) => result.GetValue(_namespace);

    /// <summary>Reads them; null without --injector. Throws <see cref="UsageException"/> for the first that cannot be read.</summary>
    public InjectorOptions? Read(ParseResult result)
    {
        if (!result.GetValue(_injector))
        {
            return null;
        }

        var defaults = new InjectorOptions
        {
            Settings = result.GetValue(_settings) ?? throw new UsageException("--injector needs the injection settings: --injection FILE"),
        };
        TimeSpan life = Duration(result, _life, AgentLimits.MaxAge, defaults.CertificateLife);
        return defaults with
        {
            Webhook = Value(result, _webhook, ReadAddress, defaults.Webhook, "HOST:PORT, such as *:8443"),
            Configuration = result.GetValue(_configuration) ?? defaults.Configuration,
            Service = result.GetValue(_service) ?? defaults.Service,
            Secret = result.GetValue(_secret) ?? defaults.Secret,
            CertificateDirectory = result.GetValue(_directory),
            CertificateLife = life >= InjectorOptions.LeastCertificateLife
                ? life
                : throw new UsageException($"{_life.Name}: at least {InjectorOptions.LeastCertificateLife.TotalSeconds:0} s"),
            Namespace = Namespace(result),
            Kubeconfig = Kubeconfig(result),
        };
    }
}
