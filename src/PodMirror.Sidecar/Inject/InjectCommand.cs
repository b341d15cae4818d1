using System.CommandLine;
using PodMirror.Injection;

namespace PodMirror.Sidecar.Inject;

/// <summary>The command lines of <c>podmirror inject</c> and <c>podmirror uninject</c>. What the options do: docs/inject.md.</summary>
internal static class InjectCommand
{
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Manifests (YAML or JSON), or folders of them; - is standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string[]> Named = new("--filename", "-f")
    {
        Description = "The same, as kubectl has it. May be repeated.",
        HelpName = "FILE",
    };

    private static readonly Option<string> Output = new("--output", "-o")
    {
        Description = "Write the manifests to a file instead of standard output; it may be the one that was read.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Report one JSON object a workload on standard error." };

    private static readonly Option<string?> Config = new("--config")
    {
        Description = "The injection settings, as the ConfigMap podmirror-injection has them. [the chart's]",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Image = new("--image")
    {
        Description = "The image of both containers. [that of the settings]",
        HelpName = "IMAGE",
    };

    private static readonly Option<string?> Endpoint = new("--endpoint")
    {
        Description = "Where spans go, by OTLP over HTTP. [that of the settings]",
        HelpName = "URL",
    };

    private static readonly Option<string?> Mode = new("--mode")
    {
        Description = "Which calls are captured where a Pod does not say: ingress, egress or ingress_and_egress. [ingress]",
        HelpName = "MODE",
    };

    private static readonly Option<bool?> NativeSidecars = new("--native-sidecars")
    {
        Description = "Add the containers as native sidecars, which every kubelet must know (1.29 or newer); Jobs need it. "
            + "[only where the settings say always]",
    };

    static InjectCommand()
    {
        Mode.CompletionSources.Add("ingress", "egress", "ingress_and_egress");
        OptionRules.Refuse(Mode, text => !AnnotationValues.TryMode(text, out _), "ingress, egress or ingress_and_egress");
        OptionRules.Refuse(Image, text => text.Length == 0 || text.Any(char.IsWhiteSpace), "the name of an image");
        OptionRules.Refuse(Endpoint, text => !IsEndpoint(text), "a URL as http://podmirror.podmirror.svc:4318");
    }

    /// <summary>What the help of inject says after the options.</summary>
    internal static string[] Notes { get; } =
    [
        "Nobody is asked: every Pod is taken for wanted that does not say mirror.traceable.ai/inject: \"false\".",
        "Of a folder its own .yaml, .yml and .json files are read, and no folder in it. A file may have up to 64 MiB.",
        "Documents of other kinds, and workloads that are refused, come out as they went in.",
        "kubectl get deploy shop -o yaml | podmirror inject -f - | kubectl apply -f -",
        "The exit code is 0 when everything was read and written, whatever was injected; 1 when a file cannot be; 64 for a wrong command line.",
    ];

    /// <summary>The command that adds the containers.</summary>
    internal static Command CreateInject()
    {
        var command = new Command("inject", "Add mirror and tme to the workloads in manifests, without a cluster.")
        {
            Files, Named, Output, Config, Image, Endpoint, Mode, NativeSidecars, Json,
        };
        command.SetAction(parsed => Run(parsed, InjectRun.Inject));
        return command;
    }

    /// <summary>The command that takes them back.</summary>
    internal static Command CreateUninject()
    {
        var command = new Command("uninject", "Take mirror and tme out of the workloads in manifests again.")
        {
            Files, Named, Output, Config, Image, Json,
        };
        command.SetAction(parsed => Run(parsed, InjectRun.Uninject));
        return command;
    }

    /// <summary>What a command line without errors asks for.</summary>
    internal static InjectOptions OptionsOf(ParseResult parsed) => new()
    {
        Files = [.. parsed.GetValue(Named) ?? [], .. parsed.GetValue(Files) ?? []],
        Output = parsed.GetValue(Output) is "-" ? null : parsed.GetValue(Output),
        Json = parsed.GetValue(Json),
        Config = parsed.GetValue(Config),
        Image = parsed.GetValue(Image),
        Endpoint = parsed.GetValue(Endpoint),
        Mode = AnnotationValues.TryMode(parsed.GetValue(Mode) ?? "", out MirrorMode mode) ? mode : null,
        NativeSidecars = parsed.GetValue(NativeSidecars),
    };

    /// <summary>What is wrong with the files of a command line that has no other errors; null when nothing is.</summary>
    internal static string? FaultOfFiles(ParseResult parsed)
    {
        InjectOptions options = OptionsOf(parsed);
        return options.Files.Count == 0
            ? "a file is missing; - is standard input"
            : OptionRules.FaultOfFiles(parsed, Files, [.. parsed.GetValue(Named) ?? [], options.Config ?? ""]);
    }

    private static bool IsEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" && url.Host.Length > 0;

    private static int Run(ParseResult parsed, Func<InjectOptions, InjectTerminal, int> run)
    {
        if (FaultOfFiles(parsed) is { } fault)
        {
            return UsageErrors.Report(parsed.CommandResult.Command, fault, Console.Error);
        }

        using Stream input = Console.OpenStandardInput();
        using Stream output = StandardOutput.Open();
        return run(OptionsOf(parsed), new InjectTerminal(input, output, Console.Error, TerminalColours.AreWanted(Console.IsErrorRedirected)));
    }
}
