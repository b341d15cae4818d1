using k8s;
using k8s.Exceptions;

namespace PodMirror.Kubernetes;

/// <summary>
/// How to get to a cluster: as a Pod by its service account, or as a person by a kubeconfig, with all that may stand in one (client certificates,
/// tokens, exec plugins). Reading it is the work of the official client library; docs/decisions says why.
/// </summary>
/// <param name="Kubeconfig">A kubeconfig file; null takes the usual one.</param>
/// <param name="Context">A context of it; null takes the current one.</param>
public sealed record KubeAccess(string? Kubeconfig = null, string? Context = null)
{
    private const string AccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount";

    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Connects. Without a kubeconfig the order is that of kubectl, but for a Pod's own account, which comes first where there is one: the account,
    /// <c>$KUBECONFIG</c>, <c>~/.kube/config</c>.
    /// </summary>
    /// <param name="timeout">How long one request may take; null is 15 s.</param>
    /// <exception cref="KubeException">Nothing says where a cluster is, or what says so cannot be read.</exception>
    public KubeClient Connect(TimeSpan? timeout = null)
    {
        try
        {
            return Connect(timeout ?? UsualTimeout);
        }
#pragma warning disable CA1031 // the library throws whatever a file that is no kubeconfig leads it to, null references among them
        catch (Exception fault)
#pragma warning restore CA1031
        {
            string why = fault switch
            {
                NullReferenceException => "the kubeconfig is empty or cut off",
                InvalidCastException => "what should be a kubeconfig is none",
                _ => fault.Message.Split('\n')[0].TrimEnd(),
            };
            throw new KubeException($"no access to a cluster: {why}", fault);
        }
    }

    /// <summary>The namespace of the service account, when this is a Pod that has one.</summary>
    public static string? AccountNamespace()
    {
        string file = Path.Combine(AccountDirectory, "namespace");
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    private KubeClient Connect(TimeSpan timeout)
    {
        if (Kubeconfig is null && Context is null && KubernetesClientConfiguration.IsInCluster())
        {
            return new KubeClient(KubernetesClientConfiguration.InClusterConfig(), null, timeout);
        }

        string[] files = Kubeconfig is { } named ? [named] : UsualFiles();
        if (files.Length == 0)
        {
            throw new KubeConfigException("there is no kubeconfig; set KUBECONFIG, or name a file with --kubeconfig");
        }

        KubernetesClientConfiguration configuration = Read(files);
        var cluster = KubeconfigCluster.Find(files, configuration.CurrentContext);
        configuration.SslCaCerts = cluster.Authorities() ?? configuration.SslCaCerts;
        return new KubeClient(configuration, cluster.Proxy(), timeout);
    }

    // The library merges several files, but only for their current context; another one is taken from the file that has it.
    private KubernetesClientConfiguration Read(string[] files) => files.Length > 1 && Context is null
        ? KubernetesClientConfiguration.BuildDefaultConfig()
        : KubernetesClientConfiguration.BuildConfigFromConfigFile(files.FirstOrDefault(HasContext) ?? files[0], Context);

    private bool HasContext(string file) =>
        Context is null || KubernetesClientConfiguration.LoadKubeConfig(file).Contexts.Any(context => context.Name == Context);

    private static string[] UsualFiles()
    {
        string? variable = Environment.GetEnvironmentVariable("KUBECONFIG");
        string[] files = string.IsNullOrEmpty(variable)
            ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config")]
            : variable.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return [.. files.Where(File.Exists)];
    }
}
