namespace PodMirror.Kubernetes;

/// <summary>An exec plugin, as a kubeconfig describes it (Kubernetes, "client-go credential plugins").</summary>
/// <param name="Command">The program: a path, or a name that is looked up in PATH.</param>
/// <param name="ApiVersion">The version of <c>client.authentication.k8s.io</c> that it speaks.</param>
internal sealed record ExecSettings(string Command, string ApiVersion)
{
    private static readonly string[] Versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>What is added to its environment.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>What to do when it is not there; null when nobody says.</summary>
    public string? InstallHint { get; init; }

    /// <summary>The cluster, for a plugin that wants to know; null for others.</summary>
    public KubeTarget? Cluster { get; init; }

    /// <summary>The longest that it may run.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Reads them.</summary>
    internal static ExecSettings Read(KubeconfigEntry exec, KubeTarget cluster)
    {
        string command = exec.Text("command") ?? throw exec.Fault("its exec plugin has no command");
        string version = exec.Text("apiVersion") ?? "";
        if (!Versions.Contains(version))
        {
            throw exec.Fault($"its exec plugin is of apiVersion \"{FaultWords.FirstLine(version)}\", not of {string.Join(" or ", Versions)}");
        }

        // Our output may go into a pipe while somebody watches, so that no plugin gets to ask anything.
        if (exec.Text("interactiveMode") == "Always")
        {
            throw exec.Fault("its exec plugin wants to ask (interactiveMode: Always), which it cannot here");
        }

        return new ExecSettings(command.Contains('/', StringComparison.Ordinal) ? exec.PathOf("command")! : command, version)
        {
            Arguments = exec.Texts("args"),
            Environment = [.. exec.Items("env").Select(item => KeyValuePair.Create(item.Text("name") ?? "", item.Text("value") ?? ""))],
            InstallHint = exec.Text("installHint"),
            Cluster = exec.IsTrue("provideClusterInfo") ? cluster : null,
        };
    }
}
