using System.CommandLine;
using PodMirror.Exchange;
using static PodMirror.Sidecar.OptionRules;

namespace PodMirror.Sidecar.Replay;

/// <summary>The command line of <c>podmirror replay</c>. What the options do: docs/replay.md.</summary>
public static class ReplayCommand
{
    private const string Text = "text";
    private const string Json = "json";
    private const string Otlp = "otlp";
    private const string Ingress = "ingress";
    private const string Egress = "egress";
    private const string Both = "ingress_and_egress";

    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Captures (pcap or pcapng, also packed by gzip or zstd), given out one after the other; - is standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Format = new("--format", "-f")
    {
        Description = "text: a line an exchange, for people; json: an object a line (docs/json.md); otlp: an OTLP/JSON TracesData a line. [text]",
        HelpName = "FORMAT",
    };

    private static readonly Option<string?> Mode = new("--mode")
    {
        Description = "Which directions are given out: ingress, egress or ingress_and_egress. Exchanges of unknown direction always are. "
            + "[ingress_and_egress]",
        HelpName = "MODE",
    };

    private static readonly Option<string[]> Local = new("--local")
    {
        Description = "The Pod's address, or a range (10.0.0.7, 10.0.0.0/24, fd00::/64), to tell ingress from egress. May be repeated.",
        HelpName = "ADDRESS[/BITS]",
    };

    private static readonly Option<string?> MaxBodyBytes = new("--max-body-bytes")
    {
        Description = "Bytes of each body that are kept and shown, up to 1Mi. [128Ki]",
        HelpName = "BYTES",
    };

    private static readonly Option<string> Descriptors = new("--descriptors")
    {
        Description = "What gRPC's messages and fields are called: a set of descriptors, as protoc writes it.",
        HelpName = "FILE",
    };

    private static readonly Option<string> Output = new("--output", "-o")
    {
        Description = "Write to a file instead of standard output.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> NoRedact = new("--no-redact") { Description = "Show secrets: credentials, cookies, tokens in URLs." };

    private static readonly Option<bool> Stats = new("--stats")
    {
        Description = "At the end, write the loss ledger to standard error as one line of JSON.",
    };

    private static readonly Option<bool> Verbose = new("--verbose", "-v") { Description = "With text: show headers and bodies." };

    static ReplayCommand()
    {
        Format.CompletionSources.Add(Text, Json, Otlp);
        Mode.CompletionSources.Add(Ingress, Egress, Both);
        Refuse(Format, text => text is not (Text or Json or Otlp), "text, json or otlp");
        Refuse(Mode, text => text is not (Ingress or Egress or Both), "ingress, egress or ingress_and_egress");
        Refuse(Local, text => !AddressRange.TryParse(text, out _), "an IP address or a range as 10.0.0.0/24 or fd00::/64");
        Refuse(
            MaxBodyBytes, text => !TryParseBodyBytes(text, out _), $"a number of bytes from 0 B to {ByteSize.Format(ReplayOptions.BodyBytesLimit)}");
    }

    /// <summary>The command with its options and its action.</summary>
    public static Command Create()
    {
        var command = new Command("replay", "Show the HTTP exchanges of capture files.")
        {
            Files, Format, Mode, Local, MaxBodyBytes, Descriptors, Output, NoRedact, Stats, Verbose,
        };
        command.SetAction(Run);
        return command;
    }

    /// <summary>What a command line without errors asks for.</summary>
    public static ReplayOptions OptionsOf(ParseResult parsed) => new()
    {
        Files = parsed.GetRequiredValue(Files),
        Format = parsed.GetValue(Format) switch
        {
            Json => ReplayFormat.Json,
            Otlp => ReplayFormat.Otlp,
            _ => ReplayFormat.Text,
        },
        Mode = parsed.GetValue(Mode) switch
        {
            Ingress => CaptureMode.Ingress,
            Egress => CaptureMode.Egress,
            _ => CaptureMode.IngressAndEgress,
        },
        Local = RangesOf(parsed.GetValue(Local) ?? []),
        MaxBodyBytes = TryParseBodyBytes(parsed.GetValue(MaxBodyBytes), out int bytes) ? bytes : ReplayOptions.DefaultBodyBytes,
        Descriptors = parsed.GetValue(Descriptors),
        Output = parsed.GetValue(Output),
        Redact = !parsed.GetValue(NoRedact),
        Stats = parsed.GetValue(Stats),
        Verbose = parsed.GetValue(Verbose),
    };

    /// <summary>What is wrong with the files of a command line that has no other errors; null when nothing is.</summary>
    internal static string? FaultOfFiles(ParseResult parsed) => OptionRules.FaultOfFiles(parsed, Files);

    private static bool TryParseBodyBytes(string? text, out int bytes)
    {
        bytes = 0;
        return text is not null && ByteSize.TryParse(text, out bytes) && bytes <= ReplayOptions.BodyBytesLimit;
    }

    private static List<AddressRange> RangesOf(string[] texts)
    {
        var ranges = new List<AddressRange>(texts.Length);
        foreach (string text in texts)
        {
            if (AddressRange.TryParse(text, out AddressRange range))
            {
                ranges.Add(range);
            }
        }

        return ranges;
    }

    private static int Run(ParseResult parsed)
    {
        if (FaultOfFiles(parsed) is { } fault)
        {
            return UsageErrors.Report(parsed.CommandResult.Command, fault, Console.Error);
        }

        using Stream input = Console.OpenStandardInput();
        using Stream output = StandardOutput.Open();
        return ReplayRun.Run(OptionsOf(parsed), ReplayTerminal.OfProcess(input, output));
    }
}
