using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.Explain;

/// <summary>The command line of <c>podmirror explain</c>. What it says: docs/explain.md.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Target = new("KIND/NAME")
    {
        Description = "What is explained: pod/NAME, deploy/NAME and so on; a name alone is a Pod's.",
        HelpName = "KIND/NAME",
    };

    private static readonly Option<string?> Namespace = new("--namespace", "-n")
    {
        Description = "Its namespace. [that of the kubeconfig's context]",
        HelpName = "NAME",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Write one JSON object." };

    static ExplainCommand()
    {
        OptionRules.Refuse(Namespace, string.IsNullOrWhiteSpace, "the name of a namespace");
        Target.CompletionSources.Add([.. ExplainTarget.Words.Select(word => word + "/")]);
        Target.Validators.Add(result =>
        {
            string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (!ExplainTarget.TryParse(text, out _))
            {
                result.AddError($"'{text}' is not one of {string.Join(", ", ExplainTarget.Words.Select(word => word + "/NAME"))}, "
                    + "also with kubectl's plurals, abbreviations and groups: deploy/NAME, deployment.apps/NAME");
            }
        });
    }

    /// <summary>The command with its options and its action.</summary>
    internal static Command Create()
    {
        var command = new Command("explain", "Say whether a Pod, or a workload's Pods, would be mirrored, and why.") { Target, Namespace, Json };
        ClusterOptions.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(parsed, Console.Out, Console.Error, cancel));
        return command;
    }

    /// <summary>Explains.</summary>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (!ExplainTarget.TryParse(parsed.GetRequiredValue(Target), out ExplainTarget? target) || !TryConnect(parsed, error, out KubeClient? client))
        {
            return ExitCode.Error;
        }

        using (client)
        {
            var cluster = new ClusterReader(client);
            string inNamespace = parsed.GetValue(Namespace) ?? cluster.Namespace;
            var reader = new ExplainReader(cluster, ClusterOptions.ReleaseOf(parsed));
            (ExplainFacts? facts, string? fault) = await reader.ReadAsync(target, inNamespace, cancel);
            if (facts is null)
            {
                await error.WriteLineAsync(VisibleRunes.Of($"podmirror: {target} in namespace {inNamespace}: {fault}"));
                return ExitCode.Error;
            }

            var report = new ExplainReport(output, TerminalColours.AreWanted(Console.IsOutputRedirected));
            Action<Explanation> write = parsed.GetValue(Json) ? report.WriteJson : report.WriteText;
            write(ExplainRules.Explain(facts));
            return ExitCode.Ok;
        }
    }

    private static bool TryConnect(ParseResult parsed, TextWriter error, [NotNullWhen(true)] out KubeClient? client)
    {
        try
        {
            client = ClusterOptions.AccessOf(parsed).Connect();
            return true;
        }
        catch (KubeException fault)
        {
            error.WriteLine(VisibleRunes.Of($"podmirror: {fault.Message}"));
            client = null;
            return false;
        }
    }
}
