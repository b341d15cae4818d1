using System.CommandLine;
using System.Globalization;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Replay;

/// <summary>The command line of <c>podmirror replay</c>. What the options do: docs/replay.md.</summary>
public static class ReplayCommand
{
    private const string Json = "json";
    private const string Otlp = "otlp";
    private const string Ingress = "ingress";
    private const string Egress = "egress";

    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Captures (pcap or pcapng, also packed by gzip or zstd), given out one after the other; - is standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Format = new("--format", "-f")
    {
        Description = "text: a line an exchange, for people; json: an object a line (docs/json.md); otlp: an OTLP/JSON TracesData a line.",
        DefaultValueFactory = _ => "text",
    };

    private static readonly Option<string> Mode = new("--mode")
    {
        Description = "Which directions are given out. Exchanges of unknown direction always are.",
        DefaultValueFactory = _ => "ingress_and_egress",
    };

    private static readonly Option<string[]> Local = new("--local")
    {
        Description = "The Pod's address, or a range (10.0.0.7, 10.0.0.0/24, fd00::/64), to tell ingress from egress. May be repeated.",
        HelpName = "ADDRESS[/BITS]",
    };

    private static readonly Option<int> MaxBodyBytes = new("--max-body-bytes")
    {
        Description = $"Bytes of each body that are kept and shown, at most {ReplayOptions.BodyBytesLimit}.",
        HelpName = "BYTES",
        DefaultValueFactory = _ => ReplayOptions.DefaultBodyBytes,
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
        // Whatever the parser does not know as an option it takes for a file.
        Files.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(token => token.Value).Where(text => text.Length > 1 && text[0] == '-'))
            {
                result.AddError($"{text}: no such option; a file of that name is ./{text}.");
            }
        });
        Format.AcceptOnlyFromAmong("text", Json, Otlp);
        Mode.AcceptOnlyFromAmong(Ingress, Egress, "ingress_and_egress");
        Local.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(token => token.Value).Where(text => !AddressRange.TryParse(text, out _)))
            {
                result.AddError($"--local: '{text}' is no IP address and no range as 10.0.0.0/24 or fd00::/64.");
            }
        });
        MaxBodyBytes.Validators.Add(result =>
        {
            if (!result.Implicit && !result.Tokens.All(token => IsBodyBytes(token.Value)))
            {
                result.AddError($"--max-body-bytes: a number from 0 to {ReplayOptions.BodyBytesLimit} is needed.");
            }
        });
    }

    /// <summary>The command with its options and its action.</summary>
    public static Command Create()
    {
        var command = new Command("replay", "Show the HTTP exchanges of capture files.")
        {
            Files, Format, Mode, Local, MaxBodyBytes, Output, NoRedact, Stats, Verbose,
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
        MaxBodyBytes = parsed.GetValue(MaxBodyBytes),
        Output = parsed.GetValue(Output),
        Redact = !parsed.GetValue(NoRedact),
        Stats = parsed.GetValue(Stats),
        Verbose = parsed.GetValue(Verbose),
    };

    private static bool IsBodyBytes(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int bytes) && bytes <= ReplayOptions.BodyBytesLimit;

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
        using Stream input = Console.OpenStandardInput();
        using Stream output = StandardOutput.Open();
        return ReplayRun.Run(OptionsOf(parsed), ReplayTerminal.OfProcess(input, output));
    }
}
