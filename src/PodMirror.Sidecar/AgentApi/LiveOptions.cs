using System.CommandLine;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.AgentApi;

/// <summary>The options of commands that show live calls: which agent, and which calls.</summary>
internal static class LiveOptions
{
    private static readonly Option<string?> Agent = new("--agent")
    {
        Description = "Where an agent's web port is. [that of the release, through the API server]",
        HelpName = "URL",
    };

    private static readonly Option<string?> Filter = new("--filter", "-f")
    {
        Description = "Which calls, such as 'status:5xx -path:/health*' (docs/filter.md). [all]",
        HelpName = "FILTER",
    };

    private static readonly Option<string[]> Namespaces = new("--namespace", "-n")
    {
        Description = "Only calls of Pods of a namespace. May be repeated.",
        HelpName = "NAME",
    };

    static LiveOptions()
    {
        OptionRules.Refuse(Agent, text => !DirectLink.TryRead(text, out _), "an address such as http://localhost:8080");
        OptionRules.Refuse(Namespaces, string.IsNullOrWhiteSpace, "the name of a namespace");
    }

    /// <summary>Adds them to a command.</summary>
    internal static void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Agent, Filter, Namespaces })
        {
            command.Add(option);
        }

        AgentToken.AddTo(command);
        ClusterOptions.AddTo(command);
    }

    /// <summary>The filter that the agent is asked by.</summary>
    internal static string FilterOf(ParseResult parsed) => FilterText.Of(parsed.GetValue(Filter), parsed.GetValue(Namespaces) ?? []);

    /// <summary>The way to the agent.</summary>
    /// <exception cref="AgentException">Nothing says where one is.</exception>
    internal static IAgentLink LinkOf(ParseResult parsed)
    {
        if (parsed.GetValue(Agent) is { } address && DirectLink.TryRead(address, out Uri agent))
        {
            return new DirectLink(agent, AgentToken.Of(parsed));
        }

        try
        {
            return new ClusterLink(ClusterOptions.AccessOf(parsed).Connect(), ClusterOptions.ReleaseOf(parsed), AgentToken.Of(parsed));
        }
        catch (KubeException fault)
        {
            throw new AgentException(fault.Message, fault) { Advice = ["or name an agent with --agent http://localhost:8080"] };
        }
    }
}
