using System.CommandLine;
using static PodMirror.Agent.Configuration.AgentCommand;

namespace PodMirror.Agent.Configuration;

/// <summary>The options of the receivers' security on the command line.</summary>
internal sealed class ReceiverArguments
{
    private readonly Option<string> _certificate = Text(
        "--tls-cert", "FILE", "The receivers' certificate, PEM; read again when it changes. Needs --tls-key.");
    private readonly Option<string> _key = Text("--tls-key", "FILE", "Its key, PEM.");
    private readonly Option<string> _authorities = Text(
        "--tls-client-ca", "FILE", "Senders show a certificate of one of these authorities, PEM (mutual TLS). Needs --tls-cert.");

    private readonly Option<string> _tokens = Text(
        "--token-file", "FILE", "Senders have one of these bearer tokens, one a line; read again when it changes. Default: none needed.");

    private readonly Option<string> _age = Text(
        "--max-connection-age", "TIME", "How old a connection to a receiver gets, give or take a tenth; 0s for no bound. Default: 1h.");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_certificate, _key, _authorities, _tokens, _age];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>Reads them. Throws <see cref="UsageException"/> for the first that cannot be read.</summary>
    public ReceiverOptions Read(ParseResult result)
    {
        var defaults = new ReceiverOptions();
        return new()
        {
            Tls = ReadTls(result.GetValue(_certificate), result.GetValue(_key), result.GetValue(_authorities)),
            TokenFile = result.GetValue(_tokens),
            MaxConnectionAge = Duration(result, _age, AgentLimits.MaxConnectionAge, defaults.MaxConnectionAge, zero: "no bound"),
        };
    }

    private TlsFiles? ReadTls(string? certificate, string? key, string? authorities) => (certificate, key) switch
    {
        (not null, not null) => new TlsFiles(certificate, key, authorities),
        (not null, null) => throw new UsageException($"{_certificate.Name} needs its key: {_key.Name} FILE"),
        (null, not null) => throw new UsageException($"{_key.Name} needs its certificate: {_certificate.Name} FILE"),
        _ when authorities is not null => throw new UsageException($"{_authorities.Name} needs TLS: {_certificate.Name} FILE {_key.Name} FILE"),
        _ => null,
    };
}
