using System.CommandLine;
using System.Globalization;
using PodMirror.Sidecar.AgentApi;

namespace PodMirror.Sidecar.Top;

/// <summary>The command line of <c>podmirror top</c>. What it shows: docs/terminal.md.</summary>
internal static class TopCommand
{
    private const double LongestInterval = 3600;

    private static readonly Option<string?> Sort = new("--sort", "-s")
    {
        Description = $"What comes first: {string.Join(", ", TopOrders.Names)}. [calls]",
        HelpName = "COLUMN",
    };

    private static readonly Option<string?> Interval = new("--interval", "-i")
    {
        Description = "Seconds from one table to the next. [2]",
        HelpName = "SECONDS",
    };

    private static readonly Option<bool> Once = new("--once") { Description = "Show the last minute's calls, and end." };

    private static readonly Option<bool> Json = new("--json") { Description = "Write each table as one JSON object a line." };

    static TopCommand()
    {
        Sort.CompletionSources.Add(TopOrders.Names);
        OptionRules.Refuse(Sort, text => !TopOrders.Names.Contains(text), $"one of {string.Join(", ", TopOrders.Names)}");
        OptionRules.Refuse(Interval, text => !TryReadInterval(text, out _), "a number of seconds from 0.1 to 3600");
    }

    /// <summary>The command with its options and its action.</summary>
    internal static Command Create()
    {
        var command = new Command("top", "Show the endpoints that are called now: rates, failures, latencies.") { Sort, Interval, Once, Json };
        LiveOptions.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(parsed, LiveTerminal.OfProcess(), TimeProvider.System, cancel));
        return command;
    }

    /// <summary>Shows the table until it is ended.</summary>
    /// <returns>The exit code.</returns>
    internal static Task<int> RunAsync(ParseResult parsed, LiveTerminal terminal, TimeProvider clock, CancellationToken cancel) =>
        terminal.RunAsync(async () =>
        {
            using IAgentLink link = LiveOptions.LinkOf(parsed);
            TimeSpan interval = TryReadInterval(parsed.GetValue(Interval) ?? "", out TimeSpan read) ? read : TimeSpan.FromSeconds(2);
            var options = new TopOptions(LiveOptions.FilterOf(parsed), TopOrders.Of(parsed.GetValue(Sort)), interval, parsed.GetValue(Json));
            await (parsed.GetValue(Once)
                ? TopOnce.RunAsync(link, options, terminal, clock, cancel)
                : new TopRun(link, options, terminal, clock).RunAsync(cancel));
        });

    private static bool TryReadInterval(string text, out TimeSpan interval)
    {
        bool isRead = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds is >= 0.1 and <= LongestInterval;
        interval = isRead ? TimeSpan.FromSeconds(seconds) : default;
        return isRead;
    }
}
