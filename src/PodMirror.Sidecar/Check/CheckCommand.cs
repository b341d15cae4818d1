using System.CommandLine;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.Check;

/// <summary>The command line of <c>podmirror check</c>. What it looks at: docs/check.md.</summary>
internal static class CheckCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Write one JSON object." };

    /// <summary>The command with its options and its action.</summary>
    internal static Command Create()
    {
        var command = new Command("check", "Look whether a cluster is ready for PodMirror, and whether PodMirror works in it.") { Json };
        AgentToken.AddTo(command);
        ClusterOptions.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(parsed, TimeProvider.System, Console.Out, Console.Error, cancel));
        return command;
    }

    /// <summary>Checks.</summary>
    /// <returns>The exit code: 1 when something failed.</returns>
    internal static async Task<int> RunAsync(
        ParseResult parsed, TimeProvider clock, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        bool isJson = parsed.GetValue(Json);
        var report = new CheckReport(output, TerminalColours.AreWanted(Console.IsOutputRedirected));
        try
        {
            using KubeClient client = ClusterOptions.AccessOf(parsed).Connect();
            var run = new CheckRun(new ClusterReader(client), ClusterOptions.ReleaseOf(parsed), AgentToken.Of(parsed).Read(), clock);
            await foreach (CheckLine line in run.RunAsync(cancel))
            {
                report.Add(line, show: !isJson);
            }
        }
        catch (IOException fault)
        {
            await error.WriteLineAsync(VisibleRunes.Of($"podmirror: the token for the agent: {fault.Message}"));
            return ExitCode.Error;
        }
        catch (KubeException fault)
        {
            await error.WriteLineAsync(VisibleRunes.Of($"podmirror: {fault.Message}"));
            return ExitCode.Error;
        }

        Action finish = isJson ? report.WriteJson : report.WriteSummary;
        finish();
        return report.IsFine ? ExitCode.Ok : ExitCode.Error;
    }
}
