using System.CommandLine;
using System.Globalization;
using PodMirror.Sidecar.AgentApi;

namespace PodMirror.Sidecar.Tail;

/// <summary>The command line of <c>podmirror tail</c>. What it shows: docs/terminal.md.</summary>
internal static class TailCommand
{
    private const int UsualLast = 10;

    private static readonly Option<string?> Last = new("--last", "-l")
    {
        Description = "How many of the calls that are there already are shown first, up to 1000. [10]",
        HelpName = "NUMBER",
    };

    private static readonly Option<bool> Once = new("--once") { Description = "Show the last calls, and end." };

    private static readonly Option<bool> Json = new("--json") { Description = "Write an object a line, as docs/api.md has them." };

    static TailCommand() => OptionRules.Refuse(Last, text => !TryReadLast(text, out _), $"a number from 0 to {LiveFeed.MaxListed}");

    /// <summary>The command with its options and its action.</summary>
    internal static Command Create()
    {
        var command = new Command("tail", "Show calls while they happen, as the agent sees them.") { Last, Once, Json };
        LiveOptions.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(parsed, LiveTerminal.OfProcess(), TimeProvider.System, cancel));
        return command;
    }

    /// <summary>Shows calls until it is ended.</summary>
    /// <returns>The exit code.</returns>
    internal static Task<int> RunAsync(ParseResult parsed, LiveTerminal terminal, TimeProvider clock, CancellationToken cancel) =>
        terminal.RunAsync(async () =>
        {
            using IAgentLink link = LiveOptions.LinkOf(parsed);
            var feed = new LiveFeed(link, LiveOptions.FilterOf(parsed), clock);
            int last = TryReadLast(parsed.GetValue(Last) ?? "", out int number) ? number : UsualLast;
            await foreach (FeedEvent shown in feed.ReadAsync(last, follow: !parsed.GetValue(Once), cancel))
            {
                await ShowAsync(shown, terminal, parsed.GetValue(Json));
            }
        });

    private static async Task ShowAsync(FeedEvent shown, LiveTerminal terminal, bool isJson)
    {
        if (shown.Row is not { } row)
        {
            await terminal.Error.WriteLineAsync(VisibleRunes.Of($"podmirror: {shown.Notice}"));
            return;
        }

        await terminal.Output.WriteLineAsync(isJson ? RowJson.LineOf(row.Json) : TailLine.Of(row, terminal.Width?.Invoke(), terminal.Colours));
        await terminal.Output.FlushAsync();
    }

    private static bool TryReadLast(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= LiveFeed.MaxListed;
}
