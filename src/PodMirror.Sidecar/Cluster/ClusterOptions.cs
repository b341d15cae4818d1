using System.CommandLine;
using PodMirror.Kubernetes;

namespace PodMirror.Sidecar.Cluster;

/// <summary>The options of commands that ask a cluster.</summary>
internal static class ClusterOptions
{
    private const string UsualName = "podmirror";

    private static readonly Option<string?> Kubeconfig = new("--kubeconfig")
    {
        Description = "How to get to the cluster. [$KUBECONFIG, else ~/.kube/config]",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Context = new("--context")
    {
        Description = "A context of the kubeconfig. [the current one]",
        HelpName = "NAME",
    };

    private static readonly Option<string?> ReleaseNamespace = new("--release-namespace")
    {
        Description = "The namespace of the release of PodMirror. [podmirror]",
        HelpName = "NAME",
    };

    private static readonly Option<string?> Release = new("--release")
    {
        Description = "The name of its objects. [podmirror]",
        HelpName = "NAME",
    };

    /// <summary>Adds them to a command.</summary>
    internal static void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Kubeconfig, Context, ReleaseNamespace, Release })
        {
            command.Add(option);
        }
    }

    /// <summary>How to get to the cluster.</summary>
    internal static KubeAccess AccessOf(ParseResult parsed) => new(parsed.GetValue(Kubeconfig), parsed.GetValue(Context));

    /// <summary>Where the release is.</summary>
    internal static ReleaseNames ReleaseOf(ParseResult parsed) =>
        new(parsed.GetValue(ReleaseNamespace) ?? UsualName, parsed.GetValue(Release) ?? UsualName);
}
